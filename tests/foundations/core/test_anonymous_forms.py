import pytest
from django.test import RequestFactory

from ifex.foundations.core.anonymous_forms import comes_from_here, is_trapped


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"origin": "http://localhost"}, True),
        ({"origin": "https://localhost"}, True),
        ({"origin": "http://localhost:81"}, False),
        ({"origin": "null"}, False),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "https://localhost.evil.example"}, False),
        ({"referer": "http://localhost/en/"}, True),
        ({"referer": "https://evil.example/?http://localhost/"}, False),
        ({"Origin": "http://["}, False),
    ],
)
def test_comes_from_here_believes_what_the_browser_says(headers, is_ours):
    request = RequestFactory().post("/en/", headers={"host": "localhost", **headers})

    assert comes_from_here(request) is is_ours


def test_is_trapped_by_what_people_do_not_see():
    assert is_trapped({"website": "https://spam.example"})
    assert not is_trapped({"website": ""})
    assert not is_trapped({})
