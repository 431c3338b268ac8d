import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfWriter
from tests.documents import draw, make_archive, make_docx, make_odt, make_relations, make_xlsx

from ifex.foundations.files.domain.upload import store_upload
from ifex.foundations.files.places import cleaned_path


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    return tmp_path


@pytest.fixture
def store():
    """Store bytes under a name; returns the row and the bytes of the cleaned copy."""

    def store_bytes(content: bytes, name: str):
        stored = store_upload(ContentFile(content, name=name), by="test")
        return stored, cleaned_path(stored.cleaned_sha256).read_bytes()

    return store_bytes


def make_pdf(**metadata: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({f"/{name}": value for name, value in metadata.items()})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def photo() -> bytes:
    """A JPEG that says where it was taken, with what, and how to hold it."""
    exif = Image.Exif()
    exif[0x0110] = "Secret Camera 3"
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (36.0, 48.0, 0.0), 3: "E", 4: (10.0, 10.0, 0.0)}
    return draw("JPEG", exif=exif, comment=b"taken by a witness")


@pytest.fixture
def docx() -> bytes:
    properties = (
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>A. Witness</dc:creator></cp:coreProperties>'
    )
    return make_docx(
        '<w:p><w:ins w:author="A. Witness" w:id="1"><w:r><w:t>text</w:t></w:r></w:ins>'
        '<w:r><w:drawing><a:blip r:embed="image"/></w:drawing></w:r></w:p>',
        relations={"image": "media/image1.jpeg"},
        members={
            "word/media/image1.jpeg": draw("JPEG", comment=b"A. Witness took it"),
            "docProps/core.xml": properties,
            "docProps/app.xml": "<Properties><Company>A. Witness Ltd</Company></Properties>",
            "docProps/thumbnail.jpeg": draw("JPEG"),
        },
    )


@pytest.fixture
def makers():
    """The functions that make test files."""

    class Makers:
        draw = staticmethod(draw)
        make_archive = staticmethod(make_archive)
        make_pdf = staticmethod(make_pdf)
        make_docx = staticmethod(make_docx)
        make_xlsx = staticmethod(make_xlsx)
        make_odt = staticmethod(make_odt)
        make_relations = staticmethod(make_relations)

    return Makers
