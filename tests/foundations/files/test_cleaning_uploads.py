"""Names of the files that Wagtail keeps: an editor chose them."""

import pytest

from ifex.foundations.files.domain.cleaning_uploads import safe_name
from ifex.foundations.files.sniffing import JPEG, PDF


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("صورة الشاهد.png", "صورة-الشاهد.jpg"),
        ("C:\\temp\\a b.jpeg", "a-b.jpg"),
        ("..", "file.jpg"),
        ('a"\r\nSet-Cookie: b.jpg', "a-Set-Cookie-b.jpg"),
        ("x" * 300 + ".jpg", "x" * 80 + ".jpg"),
        ("", "file.jpg"),
    ],
)
def test_safe_name_is_safe(name, safe):
    assert safe_name(name, JPEG) == safe


def test_safe_name_has_the_ending_of_its_kind():
    assert safe_name("invoice.exe", PDF) == "invoice.pdf"
