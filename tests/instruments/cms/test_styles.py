import re

from ifex.instruments.cms.styles import FOLDER, ORDER, squeeze, stylesheet, stylesheet_url

PHYSICAL = re.compile(
    r"(?<![-\w])(?:margin|padding|border)-(?:left|right|top|bottom)|(?<![-\w])(?:left|right|top|bottom)\s*:"
    r"|text-align:\s*(?:left|right)|float:|(?<![-\w])(?:width|height|max-width|min-height)\s*:"
)


def test_squeeze_drops_comments_and_spaces():
    assert squeeze("/* why */\na ,\n b { color : red ;  margin: 0; }\n") == "a,b{color :red;margin:0}"


def test_stylesheet_holds_every_file_in_order():
    text = stylesheet().text
    marks = [squeeze((FOLDER / f"{name}.css").read_text())[:40] for name in ORDER]
    positions = [text.index(mark) for mark in marks]
    assert positions == sorted(positions)
    assert {path.stem for path in FOLDER.glob("*.css")} == set(ORDER)


def test_stylesheet_is_small_and_needs_no_other_file():
    text = stylesheet().text
    assert len(text) < 32_000
    assert "@import" not in text
    assert "url(" not in text
    assert "!important" not in text


def test_stylesheet_uses_logical_properties_only():
    for path in FOLDER.glob("*.css"):
        css = re.sub(r"@media[^{]*", "", path.read_text())
        assert PHYSICAL.findall(css) == [], path.name


def test_show_stylesheet_is_kept_for_ever(client):
    response = client.get(stylesheet_url(), headers={"accept-encoding": "gzip"})
    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Vary"] == "Accept-Encoding"
    assert "Content-Language" not in response


def test_show_stylesheet_sends_old_digests_to_the_present_one(client):
    response = client.get("/styles/0123456789abcdef.css")
    assert response.status_code == 302
    assert response["Location"] == stylesheet_url()
    assert response["Cache-Control"] == "no-store"
