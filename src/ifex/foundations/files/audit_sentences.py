from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.presenters import present_act

present_act("file-stored", _("%(actor)s stored the file %(subject)s"))
present_act("file-published", _("%(actor)s made the file %(subject)s public"))
present_act("file-forgotten", _("%(actor)s forgot the file %(subject)s, which nothing named"))
present_act("file-cleaned-anew", _("%(actor)s cleaned the file %(subject)s anew, by newer rules"))
present_act(
    "file-not-cleaned-anew",
    _("%(actor)s could not clean the file %(subject)s by newer rules: its copy stays as it was"),
)
present_act("file-destroyed", _("%(actor)s destroyed the file %(subject)s"))
present_act("file-withdrawn", _("%(actor)s withdrew the file %(subject)s"))
