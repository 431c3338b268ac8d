"""Rows of the newsroom."""

from .reports import ReaderReport
from .submissions import Submission, SubmissionFile

__all__ = ["ReaderReport", "Submission", "SubmissionFile"]
