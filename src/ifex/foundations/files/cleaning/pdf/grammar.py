"""How the tables of what a PDF may keep are written.

A kind is `{key: the kinds its value may have}`. `plain` are numbers, names and booleans, `text` are strings; an array
is what each of its elements may be. `*` stands for any key.
"""

Kinds = tuple[str, ...]
Keys = dict[str, Kinds]
ANY = "*"


def keys(plain: str = "", text: str = "", **kinds: str) -> Keys:
    """`kinds` are written `one|other`."""
    simple = {f"/{key}": ("plain",) for key in plain.split()} | {f"/{key}": ("text",) for key in text.split()}
    return simple | {f"/{key}": tuple(kind.split("|")) for key, kind in kinds.items()}


def any_key(kinds: str) -> Keys:
    return {ANY: tuple(kinds.split("|"))}
