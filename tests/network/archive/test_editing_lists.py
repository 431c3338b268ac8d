import pytest
from django.urls import reverse
from tests.network.archive.desk_forms import words_of

from ifex.instruments.cms.editing.lists import MOST_COUNTED, QuickPaginator
from ifex.network.archive.domain.publication import publish
from ifex.network.archive.models import Alert, AlertText

LIST = reverse("wagtailsnippets_archive_alert:list")


def test_list_shows_title_country_state_languages(sign_in, make_alert):
    alert = make_alert(texts={"en": "Reporter arrested"})
    AlertText.objects.create(alert=alert, language="fr", title="Brouillon", state="draft")

    words = words_of(sign_in("campaigner").get(LIST))

    assert "Reporter arrested" in words
    assert "Tunisia" in words
    assert "en (fr)" in words


def test_list_takes_the_same_queries_for_one_row_and_three(
    sign_in, make_alert, django_assert_num_queries, steady_tables
):
    client = sign_in("editor")
    make_alert()
    client.get(LIST)
    with django_assert_num_queries(13) as first:
        client.get(LIST)
    make_alert()
    make_alert()
    with django_assert_num_queries(len(first)):
        client.get(LIST)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=draft", ["Draft one"]),
        ("state=published", ["Published one"]),
        ("country=EG", ["Draft one"]),
        ("missing=ar", ["Published one", "Draft one"]),
        ("missing=en", ["Draft one"]),
        ("kind=capsule", []),
        ("q=Draft+on", ["Draft one"]),
        ("q=published+one", ["Published one"]),
        ("q=alert-2", ["Published one"]),
    ],
)
def test_list_filters_and_finds(sign_in, make_alert, query, found):
    make_alert(texts={"fr": "Draft one"}, country="EG", uid="alert-1")
    publish(make_alert(texts={"en": "Published one"}, uid="alert-2"), by="test")

    words = words_of(sign_in("editor").get(f"{LIST}?{query}"))

    assert [title for title in ("Published one", "Draft one") if title in words] == found


def test_quick_paginator_counts_no_further_than_it_must(make_alert, monkeypatch):
    monkeypatch.setattr("ifex.instruments.cms.editing.lists.MOST_COUNTED", 2)
    for _number in range(4):
        make_alert()

    paginator = QuickPaginator(Alert.objects.order_by("-changed_at"), 2)

    assert MOST_COUNTED == 1_000
    assert (paginator.count, paginator.is_cut) == (3, True)
    assert "More than 2" in paginator.items_count_label


def test_chooser_finds_by_words(sign_in, make_person):
    make_person("Nabeel Rajab")
    make_person("Somebody Else")
    url = reverse("wagtailsnippetchoosers_archive_person:choose_results")

    words = words_of(sign_in("editor").get(url, {"q": "rajab"}))

    assert "Nabeel Rajab" in words
    assert "Somebody Else" not in words
