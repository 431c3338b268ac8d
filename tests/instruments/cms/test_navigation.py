import pytest
from django.test import RequestFactory
from django.utils.translation import override

from ifex.instruments.cms import navigation
from ifex.instruments.cms.frame import language_links
from ifex.instruments.cms.navigation import links_at, register_item, register_search, search_target


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    monkeypatch.setattr(navigation, "_items", navigation.defaultdict(list))
    monkeypatch.setattr(navigation, "_search", {})
    monkeypatch.setattr(navigation, "_sources", [])


def test_links_at_follow_the_order_and_mark_the_present_one():
    register_item(title="Sign in", url_name="account_login", order=20)
    register_item(title="Style", url_name="frame:style", order=10)
    with override("fr"):
        links = links_at("main", RequestFactory().get("/fr/style/"))
    assert [(str(link.title), link.url, link.is_current) for link in links] == [
        ("Style", "/fr/style/", True),
        ("Sign in", "/fr/account/login/", False),
    ]


def test_register_item_twice_changes_nothing():
    register_item(title="Style", url_name="frame:style")
    register_item(title="Style again", url_name="frame:style")
    assert [link.title for link in links_at("main", None)] == ["Style"]


def test_links_at_leaves_out_what_is_not_for_this_reader():
    register_item(title="Style", url_name="frame:style", place="tools", is_shown=lambda request: False)
    assert links_at("tools", RequestFactory().get("/en/")) == []


def test_links_at_leaves_out_addresses_that_are_not_there():
    register_item(title="Later", url_name="later:front")
    assert links_at("main", None) == []


def test_register_item_refuses_an_unknown_place():
    with pytest.raises(ValueError, match="cellar"):
        register_item(title="Style", url_name="frame:style", place="cellar")


def test_search_target_is_what_was_registered():
    assert search_target() is None
    register_search("frame:style", parameter="words")
    with override("es"):
        assert search_target() == {"url": "/es/style/", "parameter": "words"}


def test_language_links_keep_page_and_query():
    request = RequestFactory().get("/en/style/?q=a%20b&year=2004..2005")
    with override("en"):
        links = language_links(request)
    assert [(link.language.code, link.url, link.is_current) for link in links] == [
        ("en", "/en/style/?q=a%20b&year=2004..2005", True),
        ("fr", "/fr/style/?q=a%20b&year=2004..2005", False),
        ("es", "/es/style/?q=a%20b&year=2004..2005", False),
        ("ar", "/ar/style/?q=a%20b&year=2004..2005", False),
    ]


def test_language_links_lead_to_the_front_page_where_there_is_no_other():
    with override("en"):
        links = language_links(RequestFactory().get("/api/v1/nowhere?q=x"))
    assert [(link.url, link.canonical) for link in links[1:3]] == [("/fr/", None), ("/es/", None)]


def test_language_links_follow_given_translations():
    with override("en"):
        links = language_links(RequestFactory().get("/en/style/"), {"fr": "/fr/allure/"})
    assert links[1].url == "/fr/allure/"
