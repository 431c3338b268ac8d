"""The acts of translation, as the audit trail tells them."""

from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.presenters import present_act

present_act("translation-begun", _("%(actor)s began to translate %(subject)s (%(language)s)"))
present_act(
    "translation-given", _("%(actor)s gave the translation of %(subject)s (%(language)s) to user %(to)s")
)
present_act(
    "translation-saved", _("%(actor)s translated %(sentences)s sentences of %(subject)s (%(language)s)")
)
present_act("translation-to-review", _("%(actor)s asked for a review of %(subject)s (%(language)s)"))
present_act("translation-sent-back", _("%(actor)s sent the translation of %(subject)s (%(language)s) back"))
present_act("translation-handed-on", _("%(actor)s approved the translation of %(subject)s (%(language)s)"))
present_act(
    "translation-drafted",
    _("%(actor)s had a machine draft %(sentences)s sentences of %(subject)s (%(language)s)"),
)
present_act(
    "translation-imported", _("%(actor)s imported %(sentences)s sentences of %(subject)s (%(language)s)")
)
