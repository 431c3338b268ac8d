"""The register's acts, as the audit trail tells them."""

from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.presenters import present_act

present_act("organisation-added", _("%(actor)s entered organisation %(subject)s"))
present_act("organisation-edited", _("%(actor)s changed organisation %(subject)s: %(fields)s"))
present_act("organisations-merged", _("%(actor)s merged organisation %(merged)s into %(subject)s"))
present_act("organisation-split", _("%(actor)s split organisation %(subject)s from %(kept)s"))
present_act("standing-changed", _("%(actor)s gave %(subject)s the standing %(status)s from %(from_on)s"))
present_act("standings-replaced", _("%(actor)s replaced the standings of %(subject)s by %(rows)s"))
present_act("mandate-given", _("%(actor)s gave user %(user)s a mandate of %(subject)s: %(kind)s"))
present_act("mandate-ended", _("%(actor)s ended a mandate of user %(user)s for %(subject)s: %(kind)s"))
present_act(
    "organisation-frozen", _("%(actor)s froze the access of organisation %(subject)s (%(people)s persons)")
)
present_act("program-key-given", _("%(actor)s gave key %(subject)s to a program"))
present_act("program-key-ended", _("%(actor)s took key %(subject)s away"))
present_act("organisation-thawed", _("%(actor)s opened the access of organisation %(subject)s again"))
