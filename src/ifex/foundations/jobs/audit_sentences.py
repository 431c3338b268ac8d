from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.presenters import present_act

present_act("job-asked", _("%(actor)s asked for the long job %(kind)s"))
