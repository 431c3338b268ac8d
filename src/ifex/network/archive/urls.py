"""Addresses of the archive, under a language. They are documented in docs/reference/addresses.md and never change."""

from django.urls import path, register_converter

from ifex.foundations.core.uids import UID_PATTERN

from .views import (
    alerts,
    cases,
    directory,
    dumps,
    exports,
    feeds,
    listings,
    organisations,
    overviews,
    persons,
    prison,
    search,
    using,
)


class UidConverter:
    regex = UID_PATTERN.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class CountryConverter(UidConverter):
    regex = "[A-Za-z]{2,4}"


register_converter(UidConverter, "uid")
register_converter(CountryConverter, "country")

app_name = "archive"
urlpatterns = [
    path("search/", search.show_search, name="search-show"),
    path("search/<slug:slug>/", listings.list_kind, name="search-kind"),
    path("search/feed.atom", feeds.show_atom, name="search-atom"),
    path("search/feed.json", feeds.show_json_feed, name="search-json"),
    path("search/results.csv", exports.export_csv, name="search-csv"),
    path("search/results.xlsx", exports.export_xlsx, name="search-xlsx"),
    path("search/results.jsonl", exports.export_jsonl, name="search-jsonl"),
    path("alerts/", listings.list_alerts, name="alert-list"),
    path("alerts/<uid:uid>/", alerts.show_alert, name="alert-show"),
    path("alerts/<uid:uid>/history/", alerts.show_alert_history, name="alert-history"),
    path("alerts/<uid:uid>/alike/", alerts.show_alike, name="alert-alike"),
    path("alerts/<uid:uid>/use/", using.show_use, name="alert-use"),
    path("cases/", listings.list_cases, name="case-list"),
    path("cases/<uid:uid>/", cases.show_case, name="case-show"),
    path("cases/<uid:uid>/history/", alerts.show_case_history, name="case-history"),
    path("persons/", listings.list_persons, name="person-list"),
    path("persons/<uid:uid>/", persons.show_person, name="person-show"),
    path("organisations/", directory.list_members, name="organisation-list"),
    path("organisations/<uid:uid>/", organisations.show_organisation, name="organisation-show"),
    path("countries/", overviews.list_countries, name="country-list"),
    path("countries/<country:code>/", overviews.show_country, name="country-show"),
    path("regions/", listings.list_regions, name="region-list"),
    path("regions/<slug:slug>/", overviews.show_region, name="region-show"),
    path("issues/", overviews.list_issues, name="issue-list"),
    path("issues/<slug:slug>/", overviews.show_issue, name="issue-show"),
    path("data/archive.zip", dumps.serve_dump, name="dump-show"),
    path("prison/", prison.show_prison, name="prison-show"),
]
