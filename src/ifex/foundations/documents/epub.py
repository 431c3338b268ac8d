"""A document as EPUB 3: a file for each chapter, from right to left where its language is."""

import io
import uuid
from html import escape

from ebooklib import epub

from .document import Document

_STYLE = """
body { font-family: serif; line-height: 1.5; margin: 0 5%; }
table { border-collapse: collapse; inline-size: 100%; }
th, td { border-block-end: 1px solid currentColor; padding: 0.25em; text-align: start; }
blockquote { font-style: italic; margin-inline: 1.5em; }
img { max-inline-size: 100%; }
"""


def write_epub(document: Document) -> bytes:
    book = epub.EpubBook()
    book.set_identifier(f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, document.identifier)}")
    book.set_title(document.title)
    book.set_language(document.language.code)
    if document.author:
        book.add_author(document.author)
    if document.subtitle:
        book.add_metadata("DC", "description", document.subtitle)
    book.set_direction(document.language.direction)
    style = epub.EpubItem(uid="style", file_name="style.css", media_type="text/css", content=_STYLE.encode())
    book.add_item(style)
    for key, picture in document.pictures.items():
        book.add_item(
            epub.EpubItem(uid=key, file_name=f"{key}.jpg", media_type="image/jpeg", content=picture.content)
        )
    pages = [_page(document, "title", document.title, _title_page(document))]
    pages += [
        _page(document, f"chapter-{number}", chapter.title, _chapter(document, chapter.title, chapter.html))
        for number, chapter in enumerate(document.chapters, start=1)
    ]
    if document.notes:
        notes = "".join(
            f'<p id="note-{number}">[{number}] {escape(note)}</p>'
            for number, note in enumerate(document.notes, 1)
        )
        pages.append(
            _page(document, "notes", document.notes_title, f"<h2>{escape(document.notes_title)}</h2>{notes}")
        )
    for page in pages:
        page.add_item(style)
        book.add_item(page)
    book.toc = pages[1:]
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav(title=document.contents_title))
    book.spine = [pages[0], "nav", *pages[1:]]
    target = io.BytesIO()
    epub.write_epub(target, book, {"raise_exceptions": True})
    return target.getvalue()


def _page(document: Document, name: str, title: str, body: str) -> epub.EpubHtml:
    language = document.language
    page = epub.EpubHtml(
        title=title, file_name=f"{name}.xhtml", lang=language.code, direction=language.direction
    )
    page.content = f"<body>{body}</body>"
    return page


def _title_page(document: Document) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in document.about)
    return f"<h1>{escape(document.title)}</h1><p>{escape(document.subtitle)}</p>{lines}"


def _chapter(document: Document, title: str, html: str) -> str:
    for key, picture in document.pictures.items():
        html = html.replace(
            f'<img src="{key}">', f'<img src="{key}.jpg" alt="{escape(picture.alternative)}"/>'
        )
    for number in range(1, len(document.notes) + 1):
        html = html.replace(f"[{number}]", f'<a href="notes.xhtml#note-{number}">[{number}]</a>')
    return f"<h2>{escape(title)}</h2>{html.replace('<br>', '<br/>')}"
