from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from tests.network.archive.desk_forms import add_row, read_form, words_of

from ifex.foundations.files.models import StoredFile


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"


def edit_url(alert):
    return reverse("wagtailsnippets_archive_alert:edit", args=[alert.pk])


def picture():
    data = BytesIO()
    Image.new("RGB", (4, 4), "red").save(data, "PNG")
    return SimpleUploadedFile("photo.png", data.getvalue(), content_type="image/png")


def form_with_attachment(client, alert, upload, **changes):
    form = read_form(client.get(edit_url(alert))) | changes
    add_row(form, "attachments", upload=upload, credit="LPW", caption_en="The newsroom", stored="",
            is_lead="on", licence="CC0 1.0", alternative_text_en="Empty desks")  # fmt: skip
    return form


def test_attachment_is_stored_and_shown_by_its_name(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")

    client.post(edit_url(alert), form_with_attachment(client, alert, picture()))

    row = alert.attachments.get()
    assert (row.file.media_type, row.credit, row.caption) == ("image/png", "LPW", {"en": "The newsroom"})
    assert (row.is_lead, row.licence, row.alternative_text) == (True, "CC0 1.0", {"en": "Empty desks"})
    page = client.get(edit_url(alert))
    assert f"Now: {row.file.name}" in words_of(page)
    client.post(edit_url(alert), read_form(page))
    assert alert.attachments.get() == row


def test_attachment_survives_what_else_is_wrong_with_the_form(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")
    refused = client.post(
        edit_url(alert), form_with_attachment(client, alert, picture(), happened_to=["not a day"])
    )
    assert alert.attachments.count() == 0

    client.post(edit_url(alert), read_form(refused) | {"happened_to": [""]})

    assert alert.attachments.get().file == StoredFile.objects.get()


def test_attachment_that_is_refused_says_why(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")
    empty = SimpleUploadedFile("photo.png", b"", content_type="image/png")
    program = SimpleUploadedFile("photo.png", b"MZ\x90\x00" * 50, content_type="image/png")

    for upload in (empty, program):
        response = client.post(edit_url(alert), form_with_attachment(client, alert, upload))
        assert response.status_code == 200
        assert b"error-message" in response.content

    assert alert.attachments.count() == 0


def test_attachment_row_without_file_is_refused(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")

    response = client.post(edit_url(alert), form_with_attachment(client, alert, ""))

    assert "Choose a file." in words_of(response)
