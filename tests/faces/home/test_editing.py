"""Editors arrange pages at the desk; translators translate them; others cannot."""

import gc
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from tests.streams import leave
from wagtail.models import Page
from wagtail_localize.models import Translation

from ifex.faces.home.models import TextPage
from ifex.foundations.core.caching import FOR_AN_HOUR
from ifex.instruments.cms.models import Photograph

pytestmark = pytest.mark.django_db


def jpeg_with_a_place():
    picture = Image.new("RGB", (1600, 900), "red")
    exif = Image.Exif()
    exif[0x010F] = "A telling camera"
    exif.get_ifd(0x8825)[1] = "N"
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=exif)
    return SimpleUploadedFile("harbour.jpg", buffer.getvalue(), "image/jpeg")


def test_an_editor_sees_the_pages_and_their_forms(sign_in, pages):
    editor = sign_in("editor")
    page = TextPage.objects.get(slug="work", locale__language_code="en")

    assert editor.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk])).status_code == 200
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert form.status_code == 200
    assert b"Newest alerts" in form.content
    adding = reverse("wagtailadmin_pages:add", args=["home", "topicpage", page.get_parent().pk])
    assert b"issue internet-censorship" in editor.get(adding).content


def test_an_editor_publishes_a_page(sign_in, client, pages, no_index):
    front = Page.objects.get(pk=TextPage.objects.get(slug="work", locale__language_code="en").get_parent().pk)
    fields = {
        "title": "A new page", "slug": "a-new-page", "summary": "Said in short.", "menu": "footer", "menu_order": "3",
        "body-count": "1", "body-0-type": "heading", "body-0-order": "0", "body-0-deleted": "", "body-0-id": "",
        "body-0-value": "A heading", "action-publish": "1", "seo_title": "", "search_description": "", "photograph": "",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "", "go_live_at": "", "expire_at": "",
    }  # fmt: skip

    answer = sign_in("editor").post(
        reverse("wagtailadmin_pages:add", args=["home", "textpage", front.pk]), fields
    )

    assert answer.status_code == 302
    page = client.get("/en/a-new-page/").content.decode()
    assert '<h2 class="section__title">A heading</h2>' in page
    assert '<a href="/en/a-new-page/" aria-current="page">A new page</a>' in page


def test_a_translator_finds_sentence_beside_sentence_and_publishes_nothing(sign_in, pages):
    translator = sign_in("translator")
    page = TextPage.objects.get(slug="travail", locale__language_code="fr")

    form = translator.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert form.status_code == 200
    assert "Lanternes" in form.content.decode()
    assert not page.permissions_for_user(translator.user).can_publish()
    assert Translation.objects.filter(source__object_id=page.translation_key).count() == 3


@pytest.mark.parametrize("role", ["membership_officer", "finance", "returning_officer"])
def test_others_change_no_page(sign_in, pages, role):
    page = TextPage.objects.get(slug="work", locale__language_code="en")

    assert sign_in(role).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code in (302, 403)


def test_a_draft_is_seen_by_who_may_change_it_alone(sign_in, client, pages, no_index):
    page = TextPage.objects.get(slug="work", locale__language_code="en")
    page.title = "Not yet for readers"
    page.save_revision()
    view_draft = reverse("wagtailadmin_pages:view_draft", args=[page.pk])

    assert b"Not yet for readers" not in client.get("/en/work/").content
    assert client.get(view_draft).status_code == 302
    assert b"Not yet for readers" in sign_in("editor").get(view_draft).content


def test_words_above_a_region_can_be_previewed(sign_in, pages, no_index):
    page = Page.objects.get(slug="region-mena", locale__language_code="en")

    draft = sign_in("editor").get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert b"What editors say of it." in draft.content


# Wagtail leaves the files of the sizes that it makes to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_photograph_is_kept_without_what_its_camera_told(
    sign_in, client, settings, tmp_path, pages, no_index
):
    settings.MEDIA_ROOT = tmp_path / "files"
    fields = {
        "title": "Harbour", "file": jpeg_with_a_place(), "alternative_text_en": "A red harbour",
        "alternative_text_ar": "ميناء أحمر", "credit": "Amel B.", "licence": "CC BY 4.0", "tags": "",
    }  # fmt: skip

    answer = sign_in("editor").post(reverse("wagtailimages:add"), fields)

    assert answer.status_code == 302, answer.content.decode()[-2_000:]
    photograph = Photograph.objects.get()
    assert photograph.alternative_text == {"en": "A red harbour", "ar": "ميناء أحمر"}
    with photograph.file.open("rb") as file, Image.open(file) as kept:
        assert not kept.getexif()
    page = TextPage.objects.get(slug="work", locale__language_code="ar")
    page.photograph = photograph
    page.save_revision().publish()

    html = client.get("/ar/work/").content.decode()

    assert 'alt="ميناء أحمر"' in html
    assert "Amel B." in html
    for kind in ("avif", "webp"):
        assert f'type="image/{kind}"' in html
    address = re.search(r' src="(/files/images/[^"]+)"', html).group(1)
    served = client.get(address)
    assert (served.status_code, served["Content-Type"]) == (200, "image/jpeg")
    leave(served)
    assert served["Cache-Control"] == FOR_AN_HOUR
    known = client.get(address, headers={"If-None-Match": served["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert client.get("/files/images/../secret-key").status_code == 404
    gc.collect()


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\0" * 50, b""]
)
def test_what_is_no_photograph_is_refused_in_words(sign_in, settings, tmp_path, content):
    settings.MEDIA_ROOT = tmp_path / "files"
    file = SimpleUploadedFile("picture.jpg", content, "image/jpeg")

    answer = sign_in("editor").post(reverse("wagtailimages:add"), {"title": "x", "file": file})

    assert (answer.status_code, Photograph.objects.count()) == (200, 0)
