"""The room's acts as sentences for the audit trail."""

from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.presenters import present_act

present_act(
    "vocabularies-loaded",
    _(
        "%(actor)s loaded the vocabularies that come with the software: %(new)s new, %(updated)s updated,"
        " %(retired)s retired"
    ),
)
present_act("term-added", _("%(actor)s added the term %(subject)s"))
present_act("term-edited", _("%(actor)s edited the term %(subject)s (%(fields)s)"))
present_act("term-retired", _("%(actor)s retired the term %(subject)s"))
present_act("term-restored", _("%(actor)s brought the term %(subject)s back into use"))
present_act("country-edited", _("%(actor)s edited the country %(subject)s (%(fields)s)"))
present_act("value-set-aside", _("%(actor)s set the unknown value %(subject)s aside"))
present_act("value-taken-up", _("%(actor)s put the unknown value %(subject)s back among those that wait"))
present_act("value-mapped", _("%(actor)s mapped the unknown value %(subject)s to %(slug)s"))
