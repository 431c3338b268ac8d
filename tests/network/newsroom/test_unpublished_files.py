"""What a member sent is for the desk; once it is of an alert, for who reads alerts; then for everybody."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from tests.streams import leave

from ifex.foundations.core import clock
from ifex.network.archive.models import AlertAttachment
from ifex.network.newsroom.domain.submitted_files import attach_upload


@pytest.fixture
def sent_file(make_submission, contributor, settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    upload = ContentFile(b"the order", name="order.txt")
    return attach_upload(make_submission(), upload=upload, by=contributor, at=clock.now()).file


def status_of(client, url):
    response = client.get(url)
    leave(response)
    return response.status_code


@pytest.mark.parametrize(
    ("role", "of_a_submission", "of_an_alert"),
    [("editor", 200, 200), ("translator", 404, 200), ("campaigner", 404, 200), ("finance", 404, 404)],
)
def test_who_sees_a_file_before_it_is_public(
    sent_file, staff, enter, make_alert, role, of_a_submission, of_an_alert
):
    client, url = enter(staff(role)), sent_file.get_absolute_url()
    assert status_of(client, url) == of_a_submission

    AlertAttachment.objects.create(alert=make_alert(), file=sent_file)

    assert status_of(client, url) == of_an_alert


def test_nobody_else_sees_it(sent_file, contributor, enter):
    for client in (Client(), enter(contributor)):
        assert client.get(sent_file.get_absolute_url()).status_code == 404
