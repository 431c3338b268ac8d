"""A page whose address gave a name has another after the de-naming, with all below it, and is served there."""

import gc
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.documents import draw
from tests.names_left import where_it_stands
from tests.streams import leave
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import Document

from ifex.faces.home.models import FrontPage, TextPage
from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.foundations.files.domain.upload import store_upload
from ifex.foundations.files.refusal import FileRefused
from ifex.instruments.cms.models import Photograph
from ifex.network.archive.domain.denaming import dename_person

pytestmark = pytest.mark.django_db

ARABIC = "سميرة بن يدر"


def page_below(parent, **fields):
    page = parent.add_child(instance=TextPage(body=[("text", "<p>Free.</p>")], **fields))
    page.save_revision().publish()
    return page


def test_a_denamed_page_is_served_at_its_new_address(pages, make_person, client, settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    front = FrontPage.objects.live().first()
    page_below(front, title="Another", slug="nour-is-free")
    page = page_below(front, title="Samira Ben Yedder is free", slug="samira-ben-yedder-is-free")
    below = page_below(page, title="Questions", slug="questions")
    old = page.url

    dename_person(make_person(), pseudonym="Nour", by="test", at=clock.now())

    for one in (page, below):
        one.refresh_from_db()
    assert (page.title, page.slug) == ("Nour is free", f"nour-is-free-{page.pk}")
    assert [client.get(one.url).status_code for one in (page, below)] == [200, 200]
    assert client.get(old).status_code == 404
    page.latest_revision.publish()
    assert TextPage.objects.get(pk=page.pk).slug == page.slug


@pytest.fixture
def site_files(pages, settings, tmp_path):
    """On a page: a photograph and a document named after her, and one that tells of her; another of somebody else."""
    settings.IFEX_DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    picture = Photograph(
        title="Samira Ben Yedder",
        alternative_text={"en": "Samira Ben Yedder at her desk", "ar": "مكتب"},
        credit="Amel B.",
        file=ContentFile(draw("JPEG", size=(500, 400)), name="samira-ben-yedder.jpg"),
        width=500, height=400,
    )  # fmt: skip
    picture.save()
    picture.file.close()
    documents = [
        Document.objects.create(title=title, file=ContentFile(content, name=name))
        for title, content, name in (
            ("The order", b"An order", "Samira_Ben_Yedder.txt"),
            ("A letter", b"Free Samira Ben Yedder", "letter.txt"),
            ("A report", b"On Karim Haddad", "report.txt"),
        )
    ]
    for document in documents:
        document.file.close()
    body = [
        ("photograph", {"photograph": picture, "caption": ""}),
        ("documents", {"title": "", "documents": documents}),
    ]
    page = FrontPage.objects.live().first().add_child(instance=TextPage(title="Free", slug="free", body=body))
    page.save_revision().publish()
    yield page, picture, documents
    gc.collect()


# Wagtail leaves the files of the sizes that it makes to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_pictures_and_documents_of_pages_do_not_keep_the_name(site_files, make_person, client, settings):
    page = site_files[0]
    orphan = settings.MEDIA_ROOT / "images" / "samira-ben-yedder.width-400.webp"
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"of somebody who was killed")
    shown = client.get(page.url).content.decode()
    addresses = re.findall(r'(?:src|href)="(/(?:files|documents)/[^"]+)"', shown)
    assert len([one for one in addresses if "amira" in one]) == 2
    assert "at her desk" in shown

    dename_person(make_person(), pseudonym="Nour", by="test", at=clock.now())

    left = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert [path.name for path in left if "amira" in path.name or b"Samira" in path.read_bytes()] == []
    assert [status_of(client, one) for one in addresses if "amira" in one or "letter" in one] == [404] * 3
    assert sorted(Document.objects.values_list("title", flat=True)) == ["A report", "The order"]
    after = client.get(page.url).content.decode()
    assert "Nour at her desk" in after
    assert "amira" not in after
    served = re.findall(r'(?:src|href)="(/(?:files|documents)/[^"]+)"', after)
    assert len(served) == 3
    assert [status_of(client, one) for one in served] == [200] * 3


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_denaming_the_files_of_pages_may_be_repeated(site_files, make_person, settings):
    person = make_person()
    for _attempt in range(2):
        dename_person(person, pseudonym="Nour", by="test", at=clock.now())

    names = sorted(path.name for path in settings.MEDIA_ROOT.rglob("*.txt"))
    assert names == [f"document-{site_files[2][0].pk}.txt", "report.txt"]


@pytest.fixture
def told_by_names(site_files, settings):
    """Pictures whose files are named in part, or in Latin letters, and what an attempt that was killed has left."""
    settings.IFEX_DATA.joinpath("left").mkdir()
    for title, name in ((ARABIC, "yedder-at-court.jpg"), ("A portrait", f"{ARABIC.replace(' ', '-')}.jpg"),
                        ("A court", "yedder-street.jpg")):  # fmt: skip
        picture = Photograph(title=title, file=ContentFile(draw("JPEG"), name=name), width=40, height=30)
        picture.save()
        picture.file.close()
        picture.get_rendition("width-20").file.close()
    for folder, name in (
        ("original_images", "SamiraBenYedder.jpg"),
        ("images", "samira_ben_yedder.width-9.webp"),
    ):
        (settings.MEDIA_ROOT / folder / name).write_bytes(b"x")
    (settings.MEDIA_ROOT / "documents" / "lost.txt").write_bytes(b"Free Samira Ben Yedder")


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.usefixtures("told_by_names")
def test_no_file_of_the_site_is_left_with_the_name(make_person, settings):
    person = make_person()
    person.names |= {"ar": ARABIC}
    person.save()
    needles = ["Samira", "samira", "smyrh", "Yedder At Court", ARABIC]
    assert {one.partition(": ")[2] for one in where_it_stands(settings.MEDIA_ROOT, needles)} >= set(
        needles
    ) - {ARABIC}

    dename_person(person, pseudonym="Nour", by="test", at=clock.now())

    assert where_it_stands(settings.IFEX_DATA, needles) == []
    kept = [path.name for path in settings.MEDIA_ROOT.joinpath("images").iterdir()]
    assert [name for name in kept if name.startswith("yedder-street")] != []


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.usefixtures("site_files")
def test_a_document_that_gave_the_name_is_not_taken_again(make_person):
    def uploaded(content):
        file = SimpleUploadedFile("again.txt", content)
        form = get_document_form(Document)(
            {"title": "x", "tags": ""}, {"file": file}, user=User(is_superuser=True)
        )
        return form.errors.get("file", [])

    dename_person(make_person(), pseudonym="Nour", by="test", at=clock.now())

    assert [len(uploaded(content)) for content in (b"Free Samira Ben Yedder", b"On Karim Haddad")] == [1, 0]
    with pytest.raises(FileRefused):
        store_upload(ContentFile(b"Free Samira Ben Yedder", name="again.txt"), by="test")


def status_of(client, address):
    response = client.get(address)
    leave(response)
    return response.status_code


def test_a_page_that_is_open_meanwhile_is_not_saved(
    pages, make_person, sign_in, no_index, settings, tmp_path
):
    settings.IFEX_DATA = tmp_path
    page = page_below(FrontPage.objects.live().first(), title="Free Samira Ben Yedder", slug="free")
    editor, address = sign_in("editor"), reverse("wagtailadmin_pages:edit", args=[page.pk])
    opened = editor.get(address).content.decode()
    fields = {
        "title": "Free Samira Ben Yedder", "slug": "free", "menu_order": "3", "body-count": "0", "action-publish": "1",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "opened_at": re.search(r'name="opened_at" value="([\d.]+)"', opened)[1],
    }  # fmt: skip

    dename_person(make_person(), pseudonym="Nour", by="test", at=clock.now())
    refused = editor.post(address, fields)

    page.refresh_from_db()
    assert (refused.status_code, page.title) == (200, "Free Nour")
    assert "A name was replaced everywhere" in refused.content.decode()
    anew = re.search(r'name="opened_at" value="([\d.]+)"', editor.get(address).content.decode())[1]
    editor.post(address, fields | {"title": "Free at last", "opened_at": anew})
    page.refresh_from_db()
    assert page.title == "Free at last"
