"""Pages are models too; what they are is in `pages`."""

from .pages import FrontPage, TextPage, TopicPage

__all__ = ["FrontPage", "TextPage", "TopicPage"]
