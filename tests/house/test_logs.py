import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.log import log_response

from ifex.config.logs import CalmAnswers


@pytest.mark.parametrize(
    ("status", "level", "has_traceback"),
    [(403, "WARNING", False), (404, "WARNING", False), (503, "WARNING", True), (500, "ERROR", True)],
)
def test_calm_answers_keeps_loud_what_is_our_fault(caplog, status, level, has_traceback):
    logger = logging.getLogger("django.request")
    calm = CalmAnswers()
    logger.addFilter(calm)
    try:
        raise PermissionDenied
    except PermissionDenied as refused:
        response = HttpResponse(status=status)
        log_response("Answer", response=response, request=HttpRequest(), exception=refused)
    logger.removeFilter(calm)

    [record] = caplog.records
    assert (record.levelname, bool(record.exc_info)) == (level, has_traceback)
