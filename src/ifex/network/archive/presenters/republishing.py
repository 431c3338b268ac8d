"""An alert to take along: as plain text, and as links with which a reader passes it on."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from ifex.instruments.cms.formats import list_text

from .words import Words


@dataclass(frozen=True)
class ShareLink:
    """A plain link: nothing of another site is loaded until somebody follows it."""

    title: str | Promise
    url: str


_SITES = (
    (pgettext_lazy("share by", "WhatsApp"), "https://wa.me/?{text}"),
    (pgettext_lazy("share by", "Telegram"), "https://t.me/share/url?{url_and_text}"),
    (pgettext_lazy("share by", "Facebook"), "https://www.facebook.com/sharer/sharer.php?{u}"),
    (pgettext_lazy("share by", "X"), "https://twitter.com/intent/tweet?{url_and_text}"),
)


def plain_text(words: Words, *, url: str, authors: list[str]) -> str:
    """Title, summary and body without markup, then where it comes from and under which licence."""
    source = {"authors": list_text(authors) if authors else settings.IFEX_NAME, "network": settings.IFEX_NAME}
    parts = [
        words.title,
        words.summary,
        words.text("body"),
        _("Source: %(authors)s, published by %(network)s") % source,
        url,
        settings.IFEX_DATA_LICENCE,
    ]
    return "\n\n".join(part for part in parts if part)


def share_links(title: str, url: str) -> list[ShareLink]:
    mail = f"mailto:?{urlencode({'subject': title, 'body': url}, quote_via=quote)}"
    filled = {
        "text": urlencode({"text": f"{title} {url}"}, quote_via=quote),
        "url_and_text": urlencode({"url": url, "text": title}, quote_via=quote),
        "u": urlencode({"u": url}, quote_via=quote),
    }
    return [ShareLink(_("Mail"), mail), *(ShareLink(name, site.format(**filled)) for name, site in _SITES)]
