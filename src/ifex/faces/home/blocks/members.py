"""The members of today, by region."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ifex.instruments.taxonomy.enums import REGIONS_WITHOUT_COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.queries import regions, term
from ifex.network.archive.presenters.members import members_by_region


def region_choices():
    slugs = [slug for slug in regions() if slug not in REGIONS_WITHOUT_COUNTRIES]
    return [("", _("All regions")), *((slug, term(Vocabulary.REGIONS, slug).label()) for slug in slugs)]


class MembersBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, default="")
    region = blocks.ChoiceBlock(choices=region_choices, required=False, label=_("Region"))

    class Meta:
        icon = "group"
        label = _("Members by region")
        template = "home/blocks/members.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return {**context, "groups": members_by_region(value["region"] or None)}
