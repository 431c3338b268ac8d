"""ifex: the working system of a free-expression network. Rooms and rungs: docs/explanation/the-house.md."""

__version__ = "0.3.0"
