"""Two people at the same alert."""

from datetime import timedelta

from django.urls import reverse
from tests.network.archive.desk_forms import add_row, publish_form, read_form, words_of

from ifex.foundations.core import clock
from ifex.network.archive.domain.publication import publish
from ifex.network.archive.models import Alert, EditLock


def edit_url(alert):
    return reverse("wagtailsnippets_archive_alert:edit", args=[alert.pk])


def lease_url(alert):
    return reverse("wagtailsnippets_archive_alert:lease", args=[alert.pk])


def test_opened_form_is_held_and_a_second_editor_reads_it_with_the_name_of_the_first(sign_in, make_alert):
    alert, first, second = make_alert(), sign_in("editor", name="Edith"), sign_in("editor", name="Omar")

    first.get(edit_url(alert))
    page = second.get(edit_url(alert))

    assert EditLock.objects.get().user == first.user
    assert "Edith is editing this." in words_of(page)
    assert "Reporter arrested in Tunis" in words_of(page)
    assert b'name="title_en"' not in page.content
    assert b'data-side-panel="preview"' not in page.content
    assert b'data-side-panel="preview"' in first.get(edit_url(alert)).content


def test_post_without_the_lease_is_refused_and_shows_the_text_again(sign_in, make_alert):
    alert, first, second = make_alert(), sign_in("editor", name="Edith"), sign_in("editor", name="Omar")
    form = read_form(second.get(edit_url(alert)))
    EditLock.objects.update(user=first.user)

    response = second.post(edit_url(alert), form | {"title_en": ["My own headline"]})

    assert "Edith is editing this." in words_of(response)
    assert read_form(response)["title_en"] == ["My own headline"]
    assert alert.texts.get().title == "Reporter arrested in Tunis"


def test_lease_ends_by_itself(sign_in, make_alert):
    alert, first, second = make_alert(), sign_in("editor"), sign_in("editor")
    with clock.stopped_clock(clock.now() - timedelta(minutes=16)):
        first.get(edit_url(alert))

    assert b'name="title_en"' in second.get(edit_url(alert)).content
    assert EditLock.objects.get().user == second.user


def test_save_and_close_lets_go(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")

    response = client.post(
        edit_url(alert), read_form(client.get(edit_url(alert))) | {"action-close": ["close"]}
    )

    assert response.headers["Location"] == reverse("wagtailsnippets_archive_alert:list")
    assert EditLock.objects.count() == 0


def test_stale_form_is_refused_and_both_versions_are_shown(sign_in, make_alert):
    alert, first, second = make_alert(), sign_in("editor"), sign_in("editor")
    old = read_form(first.get(edit_url(alert)))
    EditLock.objects.all().delete()
    fresh = read_form(second.get(edit_url(alert))) | {"title_en": ["Reporter freed in Tunis"]}
    second.post(edit_url(alert), fresh)
    EditLock.objects.all().delete()

    response = first.post(edit_url(alert), old | {"title_en": ["Reporter tried in Tunis"]})

    words = words_of(response)
    assert "Somebody has saved this since you opened it." in words
    assert "Reporter freed tried in Tunis" in words
    assert alert.texts.get().title == "Reporter freed in Tunis"
    again = read_form(response)
    assert again["title_en"] == ["Reporter tried in Tunis"]
    first.post(edit_url(alert), again)
    assert alert.texts.get().title == "Reporter tried in Tunis"


def test_stale_form_with_a_child_that_is_gone_is_shown_again(sign_in, make_alert, add_target):
    alert, client = make_alert(), sign_in("editor")
    target = add_target(alert)
    old = read_form(client.get(edit_url(alert)))
    target.delete()
    Alert.objects.filter(pk=alert.pk).update(changed_at=clock.now())

    response = client.post(edit_url(alert), old)

    assert "Somebody has saved this since you opened it." in words_of(response)
    client.post(edit_url(alert), read_form(response))
    assert alert.targets.get().name == "Samira Ben Yedder"


def test_publication_meanwhile_makes_the_form_stale_and_keeps_its_state(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")
    old = read_form(client.get(edit_url(alert)))
    publish(alert, by="test")

    response = client.post(edit_url(alert), old)
    client.post(edit_url(alert), read_form(response))

    alert.refresh_from_db()
    assert (response.status_code, alert.state) == (200, "published")


def test_lease_is_renewed_and_released_by_the_open_page(sign_in, make_alert):
    alert, first, second = make_alert(), sign_in("editor", name="Edith"), sign_in("editor")

    assert first.post(lease_url(alert), {"verb": "renew"}).json() == {"held": True, "message": ""}
    assert second.post(lease_url(alert), {"verb": "renew"}).json()["held"] is False
    second.post(lease_url(alert), {"verb": "release"})
    assert EditLock.objects.count() == 1
    first.post(lease_url(alert), {"verb": "release"})
    assert EditLock.objects.count() == 0


def test_old_revision_comes_back_without_its_old_state(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")
    client.post(edit_url(alert), read_form(client.get(edit_url(alert))) | {"title_en": ["First headline"]})
    alert.refresh_from_db()
    revision = alert.latest_revision
    form = read_form(client.get(edit_url(alert))) | {"title_en": ["Second headline"]}
    add_row(form, "perpetrators", kind="police", certainty="alleged", name="", claimed_by="")
    publish_form(client, edit_url(alert), form)

    url = reverse("wagtailsnippets_archive_alert:revisions_revert", args=[alert.pk, revision.pk])
    response = client.post(url, read_form(client.get(url)))

    alert.refresh_from_db()
    assert response.status_code == 302
    assert (alert.texts.get().title, alert.state, alert.perpetrators.count()) == (
        "First headline",
        "published",
        0,
    )
