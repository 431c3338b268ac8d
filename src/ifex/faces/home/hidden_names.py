"""Pages name nobody who is hidden: the archive's gate of names, asked of every page that is saved, by whatever way, and
of the words of pictures and files that pages show.

Only a whole name shuts it. Pages speak of places and lists, where a single word is nobody's.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model

from ifex.foundations.core.html import words_and_addresses
from ifex.foundations.core.uids import UID_PATTERN
from ifex.instruments.cms.models import Photograph
from ifex.instruments.cms.pages import BasePage
from ifex.network.archive.domain.common_words import COMMON_WORDS
from ifex.network.archive.domain.naming import find_names, may_give, read_words
from ifex.network.archive.domain.safety import kept_out_of_published
from ifex.network.archive.queries import persons_not_to_be_named, targets_not_to_be_named
from ifex.network.members.directory import hidden_uids
from ifex.network.members.models import Organisation

from .page_forms import NamingPageForm

FIELDS = ("title", "slug", "seo_title", "search_description", "summary", "authors", "body")
_LONGEST_CODE = 2
"""Letters of a language at the beginning of a path."""
_OF_ALERT = re.compile(rf"/alerts/({UID_PATTERN.pattern})(?![a-z0-9-])")
_SITE = re.compile(r"^https?://(?:www\.)?")


class NamingPage(BasePage):
    """A page with words of its own."""

    base_form_class = NamingPageForm

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        pieces = {field: list(strings_in(getattr(self, field, ""))) for field in FIELDS}
        pieces["body"] += _words_of_chosen(self)
        pieces["photograph"] = list(_words_of_photograph(self.photograph)) if self.photograph else []
        given = refusals_of(pieces)
        if "body" not in given and leads_from_alerts(self):
            given["body"] = [_refusal()]
        if given:
            raise ValidationError(given)


def refusals_of(pieces: dict[str, list[str]]) -> dict[str, list[str]]:
    """By the key of the pieces, a sentence for the editor: no more than that, for not everybody who arranges pages may
    know who is hidden, and behind which pseudonym. Three queries, whatever the pieces.
    """
    hidden = Organisation.objects.filter(uid__in=hidden_uids())
    return {key: [_refusal()] for key in keys_naming_persons(pieces) | keys_naming(hidden, pieces)}


def _refusal() -> str:
    return _("This names a person or an organisation that must not be named here. The editors know why.")


def refusals_of_words(pieces: Iterable[str]) -> list[str]:
    """As `refusals_of`, of the words of one thing."""
    return refusals_of({"words": [text for piece in pieces for text in words_and_addresses(piece)]}).get(
        "words", []
    )


def _words_of_chosen(page: Any) -> list[str]:
    """Of the pictures and files in the body: what the reader is given of them."""
    if not isinstance(getattr(page, "body", None), StreamValue):
        return []
    chosen: dict[Any, set[int]] = {Photograph: set(), get_document_model(): set()}
    for model, pk, _path, _content in page._meta.get_field("body").extract_references(page.body):
        if model in chosen:
            chosen[model].add(pk)
    pictures = Photograph.objects.filter(pk__in=chosen.pop(Photograph))
    words = [text for picture in pictures for text in _words_of_photograph(picture)]
    for model, pks in chosen.items():
        words += [
            text
            for document in model.objects.filter(pk__in=pks)
            for text in (document.title, document.filename)
        ]
    return words


def _words_of_photograph(picture: Photograph) -> Iterator[str]:
    yield from (picture.credit, picture.licence, *picture.alternative_text.values(), picture.filename)


def strings_in(value: Any) -> Iterator[str]:
    """Of a line, of a body of blocks, or of whatever such a body keeps."""
    if isinstance(value, StreamValue):
        value = value.get_prep_value()
    if isinstance(value, str):
        yield from words_and_addresses(value)
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_in(part)


def keys_naming_persons(pieces: dict[str, list[str]]) -> set[str]:
    """Where whole names of hidden persons stand, by the key of the pieces. Two queries."""
    hidden = [
        {*person.names.values(), *person.variants} - {person.pseudonym}
        for person in persons_not_to_be_named()
    ]
    hidden += [{target.name, *target.variants} - {target.pseudonym} for target in targets_not_to_be_named()]
    read = read_words(text for texts in pieces.values() for text in texts)
    names = {name for one in hidden if may_give(one, read) for name in one}
    return {key for key, texts in pieces.items() if names and find_names(names, texts).is_whole}


def keys_naming(organisations: Iterable[Organisation], pieces: dict[str, list[str]]) -> set[str]:
    """Where one of them is given: its name, its acronym letter by letter, its site."""
    rows = list(organisations)
    names = {name for row in rows for name in row.names.values()}
    acronyms = [
        re.escape(row.acronym) for row in rows if row.acronym and row.acronym.lower() not in COMMON_WORDS
    ]
    telling = [rf"(?<!\w)(?:{'|'.join(acronyms)})(?!\w)"] if acronyms else []
    telling += [_pattern_of_site(row.website) for row in rows if row.website]
    patterns = [re.compile(one) for one in telling]
    return {
        key
        for key, texts in pieces.items()
        if find_names(names, texts).is_whole
        or any(pattern.search(text.replace("_", " ")) for pattern in patterns for text in texts)
    }


def _pattern_of_site(website: str) -> str:
    """The whole host, also below another; with the first part of its path where many share a host."""
    host, _slash, path = _SITE.sub("", website.lower()).partition("/")
    first = path.partition("/")[0]
    place = f"{host}/{first}" if len(first) > _LONGEST_CODE else host
    return rf"(?i:(?<![\w-]){re.escape(place)}(?![\w-]|\.\w))"


def leads_from_alerts(page: Any) -> bool:
    """Whether a block, read with what stands above the page, leads from an alert to a member who sent it and is or may
    be at risk.
    """
    above = [text for field in FIELDS if field != "body" for text in strings_in(getattr(page, field, ""))]
    blocks = [[*strings_in(block), *above] for block in _blocks_of(getattr(page, "body", None))]
    led_from = [{found[1] for text in texts for found in _OF_ALERT.finditer(text)} for texts in blocks]
    uids = set().union(*led_from)
    kept_out = kept_out_of_published(uids) if uids else {}
    return any(
        bool(keys_naming(kept_out[uid], {"block": texts}))
        for texts, alerts in zip(blocks, led_from, strict=True)
        for uid in alerts & kept_out.keys()
    )


def _blocks_of(body: Any) -> Iterator[Any]:
    """As they are kept; of a chapter each of its own, for a report tells of many."""
    for block in body.get_prep_value() if isinstance(body, StreamValue) else []:
        inner = block["value"].get("body") if isinstance(block["value"], dict) else None
        yield from inner if isinstance(inner, list) else [block]
