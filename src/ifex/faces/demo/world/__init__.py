"""The demonstration world, as a pure function: no database, no clock, no network."""

from .stream import world

__all__ = ["world"]
