"""Rows of the newsroom."""

from .feeds import FeedItem, MemberFeed
from .reports import ReaderReport
from .submissions import Submission, SubmissionFile

__all__ = ["FeedItem", "MemberFeed", "ReaderReport", "Submission", "SubmissionFile"]
