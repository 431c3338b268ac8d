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
    assert "en · begun: fr" in words


def test_list_finds_and_marks_what_is_out_of_date(sign_in, make_alert):
    fresh = make_alert(texts={"en": "Fresh one", "fr": "La fraîche"})
    old = make_alert(texts={"en": "Old one", "fr": "La vieille"})
    for alert in (fresh, old):
        publish(alert, by="test")
    AlertText.objects.filter(alert=old, language="en").update(title="Old one, corrected")
    publish(old, by="test", note={"en": "The headline."})
    client = sign_in("translator")

    assert "en · out of date: fr" in words_of(client.get(LIST))
    found = words_of(client.get(f"{LIST}?stale=fr"))
    assert "Old one, corrected" in found
    assert "Fresh one" not in found
    assert "Old one" not in words_of(client.get(f"{LIST}?stale=en"))


def test_search_of_the_menu_leads_to_the_alerts(sign_in):
    assert f'"{LIST}"' in sign_in("editor").get(reverse("wagtailadmin_home")).content.decode()


def test_search_of_the_menu_leads_who_reads_no_alerts_to_the_organisations(sign_in):
    page = sign_in("finance").get(reverse("wagtailadmin_home")).content.decode()

    assert f'"{LIST}"' not in page
    assert f'"{reverse("wagtailsnippets_members_organisation:list")}"' in page


def test_list_takes_the_same_queries_for_one_row_and_three(
    sign_in, make_alert, django_assert_num_queries, steady_tables
):
    client = sign_in("editor")
    make_alert()
    client.get(LIST)
    with django_assert_num_queries(14) as first:
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


def test_chooser_tells_namesakes_apart_and_leaves_out_who_is_asked_for(sign_in, make_person):
    asking = make_person("Maher", uid="p-1", nationalities=["SY"])
    make_person("Maher", uid="p-2", nationalities=["EG"], outlets=["The Lantern"], born_year=1980)
    url = reverse("wagtailsnippetchoosers_archive_person:choose_results")

    words = words_of(sign_in("editor").get(url, {"without": asking.pk}))

    assert "Maher Egypt The Lantern 1980 p-2" in words
    assert "Syria" not in words


def test_merging_asks_the_chooser_to_leave_out_the_person_itself(sign_in, make_person):
    person = make_person()
    page = sign_in("editor").get(reverse("wagtailsnippets_archive_person:merge", args=[person.pk]))

    url = reverse("wagtailsnippetchoosers_archive_person:choose")
    assert f"{url}?without={person.pk}" in page.content.decode()


def test_chooser_finds_by_words(sign_in, make_person):
    make_person("Nabeel Rajab")
    make_person("Somebody Else")
    url = reverse("wagtailsnippetchoosers_archive_person:choose_results")

    words = words_of(sign_in("editor").get(url, {"q": "rajab"}))

    assert "Nabeel Rajab" in words
    assert "Somebody Else" not in words
