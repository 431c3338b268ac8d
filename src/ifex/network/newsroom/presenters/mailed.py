"""Mail as its sender is shown it, to say whether it is theirs."""

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from ifex.foundations.mail.models import InboundMessage
from ifex.foundations.mail.reading import parse_mail, read_attachment_names, read_header, read_words
from ifex.network.archive.presenters.paging import page_number, pager_of, pages_for

A_PAGE = 10
_BEGINNING = 400


def shown_mails(rows: QuerySet[InboundMessage], asked: QueryDict) -> dict[str, Any]:
    """Context of `newsroom/confirm_mail.html`: each with subject, beginning and the names of its files.

    All of them, page by page: mail that was forged by the hundred hides no true one. One mail is read at a time, as
    each may be as large as mail can be.
    """
    last = pages_for(rows.count(), A_PAGE)
    page = page_number(asked, last)
    one_by_one = rows[(page - 1) * A_PAGE : page * A_PAGE].iterator(chunk_size=1)
    return {
        "mails": [_shown(row) for row in one_by_one],
        "pager": pager_of(page, last, lambda number: f"?page={number}"),
    }


def _shown(message: InboundMessage) -> dict[str, Any]:
    mail = parse_mail(bytes(message.raw))
    words = read_words(mail).strip()
    return {
        "pk": message.pk,
        "at": message.received_at,
        "subject": read_header(mail, "subject"),
        "beginning": words[:_BEGINNING] + ("…" if len(words) > _BEGINNING else ""),
        "files": read_attachment_names(mail),
    }
