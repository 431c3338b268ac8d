"""Pages are models too; what they are is in `pages`."""

from .pages import FrontPage, TextPage, TopicPage
from .reports.pages import ReportPage

__all__ = ["FrontPage", "ReportPage", "TextPage", "TopicPage"]
