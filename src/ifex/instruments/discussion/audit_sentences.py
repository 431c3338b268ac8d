"""The acts of discussions, as the audit trail tells them."""

from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.presenters import present_act

present_act("post-written", _("%(actor)s wrote about %(subject)s"))
present_act("note-written", _("%(actor)s noted something about %(subject)s for the secretariat"))
