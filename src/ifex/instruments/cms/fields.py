"""Fields of pages."""

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A body of blocks. Blocks change often and no column with them, so migrations do not spell them out."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _blocks, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
