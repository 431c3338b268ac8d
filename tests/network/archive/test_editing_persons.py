from django.urls import reverse
from tests.network.archive.desk_forms import read_form, words_of

from ifex.foundations.audit.models import AuditLine
from ifex.network.archive.models import Person


def url_of(name, *args):
    return reverse(f"wagtailsnippets_archive_person:{name}", args=args)


def test_add_person_with_names_in_two_scripts(sign_in):
    client = sign_in("editor")
    form = read_form(client.get(url_of("add")))
    form |= {"names_en": ["Samira Ben Yedder"], "names_ar": ["سميرة بن يدر"], "nationalities": ["TN", "FR"]}

    client.post(url_of("add"), form)

    person = Person.objects.get()
    assert person.names == {"en": "Samira Ben Yedder", "ar": "سميرة بن يدر"}
    assert person.nationalities == ["TN", "FR"]
    assert AuditLine.objects.get(act="person-added").subject == person.uid


def test_edit_person_refuses_stale_form(sign_in, make_person):
    person, client = make_person(), sign_in("editor")
    old = read_form(client.get(url_of("edit", person.pk)))
    client.post(url_of("edit", person.pk), old | {"pseudonym": ["a reporter"]})

    response = client.post(url_of("edit", person.pk), old | {"born_year": ["1980"]})

    person.refresh_from_db()
    assert "Somebody has saved this person since you opened the form." in words_of(response)
    assert (person.pseudonym, person.born_year) == ("a reporter", None)


def test_edit_person_shows_where_they_appear(sign_in, make_person, make_alert, make_case, add_target):
    person, client = make_person(), sign_in("editor")
    add_target(make_alert(), person=person)
    make_case(person)

    words = words_of(client.get(url_of("edit", person.pk)))

    assert "Reporter arrested in Tunis" in words
    assert "The case of a reporter" in words


def test_merge_persons_shows_both_then_joins_them_and_split_parts_them(sign_in, make_person):
    kept, merged, client = make_person("Nabeel Rajab"), make_person("Nabil Radjab"), sign_in("editor")

    page = client.get(url_of("merge", kept.pk), {"other": merged.pk})
    assert "Nabeel Rajab" in words_of(page)
    assert "Nabil Radjab" in words_of(page)
    client.post(url_of("merge", kept.pk), {"other": merged.pk, "kept": "first"})
    merged.refresh_from_db()
    assert merged.merged_into == kept
    assert (
        b'formaction="' + url_of("split", merged.pk).encode() in client.get(url_of("edit", kept.pk)).content
    )

    client.post(url_of("split", merged.pk))
    merged.refresh_from_db()
    assert merged.merged_into is None


def test_merge_persons_may_keep_the_other(sign_in, make_person):
    first, other, client = make_person(), make_person(), sign_in("editor")

    client.post(url_of("merge", first.pk), {"other": other.pk, "kept": "other"})

    first.refresh_from_db()
    assert first.merged_into == other


def test_merge_refuses_what_is_no_other_person(sign_in, make_person):
    person, client = make_person(), sign_in("editor")

    page = client.get(url_of("merge", person.pk), {"other": person.pk})

    assert "Choose another one" in words_of(page)
    assert client.post(url_of("merge", person.pk), {"other": "0'"}).status_code == 404
