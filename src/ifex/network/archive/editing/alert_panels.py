"""How the form of an alert is laid out. What is written first stands first: the texts."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from ifex.instruments.cms.editing.inlines import RowsPanel
from ifex.instruments.cms.editing.texts import LanguagesPanel

from .alert_forms import (
    ALERT_TEXTS,
    ActionForm,
    AlertForm,
    AttachmentForm,
    PerpetratorForm,
    SourceForm,
    TargetForm,
)
from .reading import FactsPanel


def _row(*names: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(name) for name in names])


def alert_panels() -> ObjectList:
    return ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("note"), FieldPanel("withhold")], heading=_("Correction"), icon="warning"
            ),
            LanguagesPanel(ALERT_TEXTS, heading=_("Texts")),
            FactsPanel(heading=_("Facts"), icon="list-ul"),
            MultiFieldPanel(
                [
                    _row("kind", "urgency"),
                    _row("happened_from", "happened_to", "happened_precision"),
                    _row("primary_violation", "primary_issue"),
                    FieldPanel("further_violations"),
                    FieldPanel("further_issues"),
                    FieldPanel("developments"),
                    _row("expression_link", "verification"),
                ],
                heading=_("What happened, and when"),
                icon="date",
            ),
            MultiFieldPanel(
                [
                    _row("country", "further_countries"),
                    FieldPanel("is_international"),
                    _row("place_name", "place_precision"),
                    _row("place_latitude", "place_longitude"),
                ],
                heading=_("Where"),
                icon="site",
            ),
            RowsPanel(
                "targets",
                [
                    _row("name", "kind"),
                    _row("person", "organisation"),
                    FieldPanel("variants"),
                    _row("gender", "nationality", "gender_factor"),
                    FieldPanel("outlet"),
                    MultiFieldPanel(
                        [_row("consent", "pseudonym")],
                        heading=_("Safety"),
                        help_text=_(
                            "Without consent, give a pseudonym: it stands in public wherever the name would"
                        ),
                    ),
                ],
                heading=_("Whom it hit"),
                label=_("target"),
                form_class=TargetForm,
                icon="group",
            ),
            RowsPanel(
                "perpetrators",
                [_row("kind", "certainty"), _row("name", "claimed_by")],
                heading=_("By whom"),
                label=_("perpetrator"),
                form_class=PerpetratorForm,
                icon="user",
            ),
            RowsPanel(
                "sources",
                [_row("organisation", "name"), FieldPanel("url"), FieldPanel("facts")],
                heading=_("Sources"),
                label=_("source"),
                form_class=SourceForm,
                icon="link-external",
            ),
            MultiFieldPanel(
                [_row("naming_may_harm", "is_member_at_risk", "concerns_minors")],
                heading=_("Safety"),
                help_text=_("Without these answers nothing goes out. Consent stands beside each target."),
                icon="warning",
            ),
            MultiFieldPanel([_row("case", "updates")], heading=_("Belongs to"), icon="folder-open-inverse"),
            RowsPanel(
                "actions",
                [
                    _row("kind", "closes_on"),
                    FieldPanel("text"),
                    FieldPanel("addressees"),
                    FieldPanel("copies"),
                ],
                heading=_("Recommended actions"),
                label=_("action"),
                form_class=ActionForm,
                icon="mail",
            ),
            RowsPanel(
                "attachments",
                [
                    FieldPanel("upload"),
                    FieldPanel("is_lead"),
                    FieldPanel("alternative_text"),
                    FieldPanel("caption"),
                    _row("credit", "licence"),
                ],
                heading=_("Attachments"),
                label=_("attachment"),
                form_class=AttachmentForm,
                icon="doc-full",
            ),
            MultiFieldPanel(
                [_row("source_language", "embargo_until"), _row("goes_out", "awaited_languages")],
                heading=_("Publication"),
                icon="time",
            ),
        ],
        base_form_class=AlertForm,
    )
