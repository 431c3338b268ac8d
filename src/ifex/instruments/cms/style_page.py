"""What the living style page shows: every component, in the language of the page."""

from dataclasses import replace
from datetime import date
from typing import Any

from babel import Locale
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ifex.foundations.core.languages import LANGUAGE_TABLE, Language

from .charts import Bar, bar_list, year_histogram
from .facet_list import FacetBox, FacetChoice
from .style_samples import words_in
from .worldmap import map_codes, world_map


class SampleForm(forms.Form):
    """Shows a field of each kind; answers nothing."""

    name = forms.CharField(label=gettext_lazy("Name"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), help_text=gettext_lazy("We write only about this.")
    )
    story = forms.CharField(label=gettext_lazy("What happened"), widget=forms.Textarea, required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[(row.code, row.name) for row in LANGUAGE_TABLE]
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("Urgency"),
        widget=forms.RadioSelect,
        choices=[("standard", gettext_lazy("Standard")), ("urgent", gettext_lazy("Urgent"))],
    )
    agree = forms.BooleanField(label=gettext_lazy("I may be written to"), required=False)


def style_context(language: Language) -> dict[str, Any]:
    words = words_in(language.code)
    territories = Locale.parse(language.cldr).territories
    return {
        "words": words,
        "breadcrumb": [
            {"title": _("Archive"), "url": "#cards"},
            {"title": territories["TN"], "url": "#cards"},
            {"title": _("Style")},
        ],
        "alerts": _alerts(words, language, territories),
        "members": [
            {"url": "#members", "name": "Lantern Press Watch (LPW)", "country": territories["TN"]},
            {"url": "#members", "name": "مرصد الفانوس", "country": territories["MX"]},
        ],
        "case": {
            "url": "#cards",
            "title": words["case"],
            "language": language.code,
            "country_names": [territories["MX"], territories["GT"]],
            "status_name": _("Unpunished"),
            "status_tone": "warn",
            "persons": [words["person"], "Amal Idris", "نبيل العربي"],
            "opened": date(2011, 11, 23),
            "days_without_justice": 5432,
        },
        "entries": _entries(words, language),
        "form": SampleForm({"name": words["person"], "email": "nobody", "language": language.code}),
        "facets": _facets(words, territories),
        "pager": {
            "previous_url": "?page=1",
            "next_url": "?page=3",
            "pages": [
                {"number": 1, "url": "?page=1", "is_current": False},
                {"number": 2, "url": "?page=2", "is_current": True},
                {"number": 3, "url": "?page=3", "is_current": False},
                None,
                {"number": 1200, "url": "?page=1200", "is_current": False},
            ],
        },
        "facts": [
            {"term": _("Country"), "texts": [{"text": territories["TN"], "url": "#cards"}]},
            {"term": _("Persons"), "texts": [{"text": words["person"]}, {"text": "نبيل العربي"}]},
            {"term": _("Violation"), "texts": [{"text": words["violation"]}]},
        ],
        "tabs": [
            {
                "title": row.name,
                "url": "#tabs" if row.code != "fr" else None,
                "is_current": row.code == language.code,
                "language": row.code,
                "direction": row.direction,
            }
            for row in LANGUAGE_TABLE
        ],
        "tags": [{"title": words["violation"], "url": "#tags"}, {"title": territories["TN"]}],
        "call": {
            "title": words["statement"],
            "text": words["summary"],
            "url": "#call",
            "action": _("Read it"),
            "closes": date(2030, 5, 3),
        },
        "headings": [_("Country"), _("Number"), _("Year")],
        "rows": [[territories["TN"], 120, 2004], [territories["MX"], 98, 2011]],
        **_drawings(words, territories),
    }


def _alerts(words: dict[str, str], language: Language, territories: Any) -> list[dict[str, Any]]:
    plain = {
        "url": "#cards",
        "title": words["alert"],
        "language": language.code,
        "direction": language.direction,
        "country_names": [territories["TN"]],
        "kind_name": _("Alert"),
        "published": date(2004, 3, 9),
        "summary": words["summary"],
        "sources": ["Press Watch", "مرصد الصحافة"],
    }
    passage = format_html("{} <mark>{}</mark> {}", words["before"], words["marked"], words["after"])
    other = next(row for row in LANGUAGE_TABLE if row.code != language.code and row.is_rtl != language.is_rtl)
    return [
        {**plain, "is_urgent": True, "urgency_name": _("Urgent")},
        {**plain, "passage": passage, "published": None, "happened": date(2004, 3, 1), "precision": "month"},
        {
            **plain,
            "title": words_in(other.code)["alert"],
            "summary": words_in(other.code)["summary"],
            "language": other.code,
            "direction": other.direction,
            "language_name": other.name,
        },
    ]


def _entries(words: dict[str, str], language: Language) -> list[dict[str, Any]]:
    return [
        {"when": date(2011, 11, 23), "precision": "day", "title": words["opened"], "is_key": True},
        {"when": date(2013, 1, 1), "precision": "month", "title": words["trial"], "text": words["summary"]},
        {"when": date(2019, 1, 1), "precision": "year", "title": words["verdict"], "url": "#timeline"},
    ]


def _facets(words: dict[str, str], territories: Any) -> list[FacetBox]:
    countries = [
        FacetChoice(code.lower(), territories[code], count, is_chosen=code == "TN")
        for code, count in (("TN", 1204), ("MX", 980), ("PH", 411))
    ]
    arrest = FacetChoice("arrest", words["violation"], 88)
    return [
        FacetBox("country", _("Country"), countries, chosen_count=1),
        FacetBox("violation", _("Violation"), [replace(arrest, children=[arrest])]),
    ]


def _drawings(words: dict[str, str], territories: Any) -> dict[str, Any]:
    years = {year: (year * 7919) % 97 + (year - 1990) for year in range(1995, 2026) if year != 1999}
    values = {code: (ord(code[0]) * ord(code[1]) ** 2) % 400 for code in sorted(map_codes())[::3]}
    return {
        "histogram": year_histogram(
            years, title=_("Alerts by year"), url_for_year=lambda year: f"?year={year}", chosen=[2011]
        ),
        "bars": bar_list(
            [
                Bar(words["violation"], 4120, "#bars"),
                Bar(words["case"], 1830, "#bars"),
                Bar("نبيل العربي", 12, "#bars"),
            ],
            title=_("Violations"),
        ),
        "map": world_map(
            {**values, "CSHH": 40},
            title=_("Alerts by country"),
            url_for=lambda code: f"?country={code.lower()}",
            label_for=lambda code: str(
                territories.get(code) or {"CSHH": _("Czechoslovakia")}.get(code, code)
            ),
            successors={"CSHH": ("CZ", "SK")},
        ),
    }
