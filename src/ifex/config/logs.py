"""What the log says of answers that are no fault of ours."""

import logging

UNAVAILABLE = 503


class CalmAnswers(logging.Filter):
    """For `django.request`: a refused page needs no traceback, and a 503 is a state that the page itself names."""

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", None)
        if status == UNAVAILABLE:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        if status is not None and status < 500:
            record.exc_info = record.exc_text = None
        return True
