"""The audit trail in sentences, in the reader's language. A room registers one sentence for each of its acts."""

from typing import Any

from .models import AuditLine

_sentences: dict[str, Any] = {}


def present_act(act: str, sentence: Any) -> None:
    """`sentence` is a lazy translation with the named places %(actor)s, %(subject)s and any of the details."""
    _sentences[act] = sentence


def tell(line: AuditLine, *, actor_name: str) -> str:
    """One line as a sentence; an act that no room knows any more is shown by its slug."""
    sentence = _sentences.get(line.act)
    places = {**line.details, "actor": actor_name, "subject": line.subject}
    return str(sentence) % places if sentence else f"{actor_name}: {line.act} {line.subject}"


def known_acts() -> set[str]:
    return set(_sentences)
