"""The facets of a list as boxes to tick. A page has hundreds: as a template they took longer than the search."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe

from .formats import number_text


@dataclass
class FacetChoice:
    """One box: its value in the address, its words, and how many it finds."""

    value: str
    label: str
    count: int
    is_chosen: bool = False
    children: list["FacetChoice"] = field(default_factory=list)

    @property
    def has_chosen(self) -> bool:
        """It, or a value under it."""
        return self.is_chosen or any(child.has_chosen for child in self.children)


@dataclass
class FacetBox:
    """One facet as `cms/components/facets.html` shows it. `name` is its key in the address."""

    name: str
    title: str | Promise
    choices: list[FacetChoice]
    chosen_count: int = 0

    @property
    def is_open(self) -> bool:
        return self.chosen_count > 0

    @property
    def boxes(self) -> SafeString:
        """Nested lists of the form's boxes."""
        return mark_safe(_list(escape(self.name), self.choices))  # noqa: S308  escaped where it is put in


def _list(name: str, choices: Iterable[FacetChoice]) -> str:
    return f"<ul>{''.join([_item(name, choice) for choice in choices])}</ul>"


def _item(name: str, choice: FacetChoice) -> str:
    checked = " checked" if choice.is_chosen else ""
    under = _list(name, choice.children) if choice.children else ""
    return (
        f'<li><label><input type="checkbox" name="{name}" value="{escape(choice.value)}"{checked}>'
        f' <bdi>{escape(choice.label)}</bdi><span class="facet__count">{number_text(choice.count)}</span></label>'
        f"{under}</li>"
    )
