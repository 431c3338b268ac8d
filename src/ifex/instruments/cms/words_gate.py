"""What the words of pictures and files may not say: rooms above know whom nobody may name."""

from collections.abc import Callable, Iterable

Gate = Callable[[Iterable[str]], Iterable[str]]

_gates: list[Gate] = []


def register_words_gate(gate: Gate) -> None:
    """`gate(pieces)` gives a sentence for the editor for each thing that is wrong with these words."""
    _gates.append(gate)


def refusals_of_words(pieces: Iterable[str]) -> list[str]:
    told = [piece for piece in pieces if piece]
    return [sentence for gate in _gates for sentence in gate(told)]
