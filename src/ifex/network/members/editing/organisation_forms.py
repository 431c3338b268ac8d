"""The form of an organisation, and what stands beside it: standings, mandates, what was merged into it."""

from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel

from ifex.foundations.core import clock
from ifex.foundations.core.forms import LabelFormField
from ifex.foundations.core.panels import render_panels
from ifex.instruments.cms.editing.fields import TermField
from ifex.instruments.cms.editing.texts import LanguagesPanel, texts_form
from ifex.instruments.taxonomy.enums import COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.queries import term_label
from ifex.network.members.domain.organisations import version_mark
from ifex.network.members.models import Organisation, OrganisationText
from ifex.network.members.permissions import can_freeze, can_keep_register

TEXTS = ("description",)


class OrganisationForm(texts_form(OrganisationText, names=TEXTS)):
    names = LabelFormField(
        label=_("Names"), help_text=_("As it calls itself in each language; one is enough")
    )
    country = TermField(COUNTRIES, label=_("Country"), none=_("International"))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = version_mark(self.instance)


def address_of(name: str, pk: int) -> str:
    return reverse(f"wagtailsnippets_members_organisation:{name}", args=[quote(pk)])


class RegisterPanel(Panel):
    """Standings and mandates. They are changed on pages of their own, through the domain."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "members/editing/register.html"

        def is_shown(self) -> bool:
            return self.instance is not None and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            user = self.request.user
            register = register_of(self.instance, may_keep=can_keep_register(user))
            return {**context, **register, "may_freeze": can_freeze(user)}


class StillPublishedPanel(Panel):
    """What rooms above have published with the name of a hidden organisation."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "members/editing/still_published.html"

        @cached_property
        def html(self) -> str:
            return render_panels("members.organisation-desk", self.request, self.instance)

        def is_shown(self) -> bool:
            return self.instance is not None and self.instance.pk is not None and bool(self.html)


def register_of(organisation: Organisation, *, may_keep: bool) -> dict[str, Any]:
    today = clock.today()
    mandates = organisation.mandates.select_related("user").order_by("-from_on", "-pk")
    return {
        "may_keep": may_keep,
        "standings": [
            (term_label(Vocabulary.MEMBERSHIP_STATUSES, row.status), row.from_on, row.until_on)
            for row in organisation.standings.order_by("-from_on")
        ],
        "mandates": [
            (row, address_of("mandate_end", row.pk) if row.until_on is None or row.until_on > today else "")
            for row in mandates
        ],
        "standing_url": address_of("standing", organisation.pk),
        "freeze_url": address_of("freeze", organisation.pk),
        "frozen_at": organisation.frozen_at,
        "mandate_url": address_of("mandate_give", organisation.pk),
        "merged": [(str(row), address_of("split", row.pk)) for row in organisation.merged.order_by("pk")],
    }


def organisation_panels() -> ObjectList:
    return ObjectList(
        [
            StillPublishedPanel(heading=_("Still published with this name"), icon="warning"),
            MultiFieldPanel(
                [
                    FieldPanel("names"),
                    FieldRowPanel([FieldPanel("acronym"), FieldPanel("kind")]),
                    FieldRowPanel([FieldPanel("country"), FieldPanel("founded_year")]),
                    FieldPanel("website"),
                ],
                heading=_("Identity"),
                icon="group",
            ),
            LanguagesPanel(TEXTS, heading=_("Who they are")),
            MultiFieldPanel([FieldPanel("is_hidden")], heading=_("Safety"), icon="lock"),
            RegisterPanel(heading=_("In the network"), icon="list-ul"),
        ],
        base_form_class=OrganisationForm,
    )
