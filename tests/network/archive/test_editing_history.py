"""Preview, revisions and publications compared, withdrawal."""

from django.urls import reverse
from tests.network.archive.desk_forms import add_row, publish_form, read_form, rich, words_of

from ifex.foundations.core.differences import mark_words
from ifex.network.archive.domain.publication import publish
from ifex.network.archive.editing.differences import differences_between
from ifex.network.archive.models import AlertText, Publication


def url_of(name, *args):
    return reverse(f"wagtailsnippets_archive_alert:{name}", args=args)


def test_preview_shows_the_form_in_the_language_asked_for(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")
    form = read_form(client.get(url_of("edit", alert.pk)))
    form |= {"title_ar": ["اعتقال صحفية"], "body_ar": [rich("جاءت الشرطة فجراً")]}
    add_row(form, "attachments", upload="", credit="", stored="", caption_en="")

    assert client.post(url_of("preview_on_edit", alert.pk), form).json()["is_valid"] is True
    page = client.get(url_of("preview_on_edit", alert.pk), {"mode": "ar"})

    assert "اعتقال صحفية" in words_of(page)
    assert b'dir="rtl"' in page.content
    assert b"page--alert" in page.content
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in page.headers["Content-Security-Policy"].split("; ")
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert alert.texts.count() == 1


def test_preview_takes_the_untouched_form_after_publishing_and_after_correcting(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")
    url = url_of("edit", alert.pk)

    for change in ({}, {"title_en": ["Reporter freed in Tunis"], "note_en": ["She was freed."]}):
        publish_form(client, url, read_form(client.get(url)) | change)
        answer = client.post(url_of("preview_on_edit", alert.pk), read_form(client.get(url)))
        assert answer.json() == {"is_valid": True, "is_available": True}

    page = client.get(url_of("preview_on_edit", alert.pk))
    assert "Reporter freed in Tunis" in words_of(page)


def test_preview_of_a_new_alert_writes_nothing(sign_in):
    client = sign_in("editor")
    form = read_form(client.get(url_of("add"))) | {"title_fr": ["Une journaliste arrêtée"]}

    client.post(url_of("preview_on_add"), form)
    page = client.get(url_of("preview_on_add"), {"mode": "fr"})

    assert "Une journaliste arrêtée" in words_of(page)
    assert AlertText.objects.count() == 0


def test_history_compares_two_revisions_with_children_and_texts(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")
    client.post(url_of("edit", alert.pk), read_form(client.get(url_of("edit", alert.pk))))
    form = read_form(client.get(url_of("edit", alert.pk))) | {
        "title_en": ["Editor arrested in Tunis"],
        "country": ["EG"],
    }
    add_row(form, "perpetrators", kind="police", certainty="alleged", name="", claimed_by="")
    client.post(url_of("edit", alert.pk), form)

    first, second = alert.revisions.order_by("pk")
    page = client.get(url_of("revisions_compare", alert.pk, first.pk, second.pk))

    words = words_of(page)
    assert "Headline (English): Reporter Editor arrested in Tunis" in words
    assert "Country: TN EG" in words
    assert "police" in words
    assert "Compare with previous version" in words_of(client.get(url_of("history", alert.pk)))


def test_publications_are_listed_and_compared(sign_in, make_alert):
    alert, client = make_alert(), sign_in("campaigner")
    publish(alert, by="test")
    AlertText.objects.update(title="Editor arrested in Tunis")
    publish(alert, by="test", note={"en": "She is an editor."})

    page = client.get(url_of("publications", alert.pk))

    assert "She is an editor." in words_of(page)
    assert b"<del>Reporter</del><ins>Editor</ins>" in page.content
    assert client.get(url_of("publications", alert.pk), {"before": "1", "after": "9"}).status_code == 404


def test_differences_between_names_each_field_once(db):
    before = Publication(
        kind="alert", facts={"countries": ["TN"], "kind": "alert"}, texts={"en": {"title": "One"}}
    )
    after = Publication(
        kind="alert", facts={"countries": ["TN", "EG"], "kind": "alert"}, texts={"fr": {"title": "Un"}}
    )

    found = [
        (str(row.label), row.language and row.language.code) for row in differences_between(before, after)
    ]

    assert found == [("Countries", None), ("headline", "en"), ("headline", "fr")]
    assert differences_between(before, before) == []


def test_mark_words_marks_words_and_escapes_them():
    assert mark_words("<p>one two</p>", "<p>one &lt;b&gt;</p>") == "one <del>two</del><ins>&lt;b&gt;</ins>"


def test_withdraw_asks_for_a_reason_and_leaves_only_that(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")
    publish(alert, by="test")

    refused = client.post(url_of("withdraw", alert.pk), {})
    client.post(url_of("withdraw", alert.pk), {"note_en": "The report was false."})

    assert refused.status_code == 200
    alert.refresh_from_db()
    assert alert.state == "withdrawn"
    assert Publication.objects.get(valid_to=None).note == {"en": "The report was false."}


def test_withdraw_refuses_a_draft(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")

    response = client.post(url_of("withdraw", alert.pk), {"note_en": "x"})

    assert "Only what is published can be withdrawn." in words_of(response)


def test_comparison_shows_translators_the_texts_and_no_name_behind_a_pseudonym(
    sign_in, make_alert, add_target
):
    alert = make_alert()
    target = add_target(alert, name="Samira Ben Yedder", pseudonym="Amel")
    first = saved_anew(alert)
    target.name = "Samira Haddad"
    target.save()
    alert.texts.update(title="Reporter held in Sfax")
    saved_anew(alert)
    url = reverse("wagtailsnippets_archive_alert:revisions_compare", args=[alert.pk, first.pk, "latest"])

    seen = {role: sign_in(role).get(url).content.decode() for role in ("editor", "translator")}

    assert ["Haddad" in html for html in seen.values()] == [True, False]
    assert ["Sfax" in html for html in seen.values()] == [True, True]


def saved_anew(alert):
    return type(alert).objects.get(pk=alert.pk).save_revision()
