"""A member's feed is read by a real fetch from a real server; its stories wait at the desk."""

from datetime import timedelta

import pytest
from tests.foundations.core.test_safe_fetch import say, site  # noqa: F401  a fixture

from ifex.foundations.core import clock
from ifex.foundations.core.sealed import unsealed
from ifex.foundations.mail.models import Message
from ifex.network.members.domain.freezing import freeze_organisation
from ifex.network.newsroom.domain import polling
from ifex.network.newsroom.domain.desk import return_submission
from ifex.network.newsroom.domain.feeds import FeedRefused, end_feed, enter_feed
from ifex.network.newsroom.domain.polling import poll_due_feeds
from ifex.network.newsroom.models import FeedItem, MemberFeed, Submission

PAGE = "/en/desk/site/"


def feed_of(*numbers, days_old=0):
    moment = (clock.now() - timedelta(days=days_old)).strftime("%Y-%m-%dT%H:%M:%SZ")
    entries = "".join(
        f"<entry><id>tag:{n}</id><title>Story {n}</title><link href='https://member.example/{n}'/>"
        f"<published>{moment}</published><content type='html'>&lt;p&gt;Words {n}&lt;/p&gt;</content></entry>"
        for n in numbers
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title>{entries}</feed>".encode()


@pytest.fixture
def feed(site, member, contributor):  # noqa: F811
    site.answers["/feed"] = say(200, feed_of(1, 2), ETag='"one"')
    return enter_feed(member, url=f"{site.url}/feed", language="fr", by=contributor, at=clock.now())


def later(feed, **changes):
    """As if it were due again."""
    with unsealed(MemberFeed):
        MemberFeed.objects.filter(pk=feed.pk).update(due_at=clock.now() - timedelta(seconds=1), **changes)
    assert poll_due_feeds() == 1
    feed.refresh_from_db()


def headlines():
    return list(Submission.objects.order_by("pk").values_list("headline", flat=True))


def test_new_stories_wait_at_the_desk_once(feed, site, member):  # noqa: F811
    assert [poll_due_feeds(), poll_due_feeds()] == [1, 0]
    site.answers["/feed"] = say(200, feed_of(3, 1, 2))
    later(feed)

    assert sorted(headlines()) == ["Story 1", "Story 2", "Story 3"]
    submission = Submission.objects.first()
    assert (submission.state, submission.door, submission.language) == ("sent", "feed", "fr")
    assert (submission.organisation, submission.sender) == (member, None)
    assert submission.account.startswith("Words")
    assert Message.objects.count() == 0


def test_the_server_is_told_what_we_have(feed, site):  # noqa: F811
    poll_due_feeds()
    site.answers["/feed"] = say(304)
    later(feed)

    assert site.asked[-1][1]["If-None-Match"] == '"one"'
    assert (feed.trouble, feed.failures, len(headlines())) == ("", 0, 2)


def test_old_stories_are_no_news(feed, site):  # noqa: F811
    site.answers["/feed"] = say(200, feed_of(1, 2, days_old=60))
    poll_due_feeds()

    assert headlines() == []
    assert FeedItem.objects.filter(submission=None).count() == 2


def test_what_was_sent_by_another_door_is_no_news(feed, make_submission):
    make_submission(original_url="https://member.example/1")
    poll_due_feeds()

    assert "Story 1" not in headlines()
    assert "Story 2" in headlines()


def test_a_flood_is_taken_round_by_round(feed, site, monkeypatch):  # noqa: F811
    monkeypatch.setattr(polling, "ITEMS_A_ROUND", 2)
    site.answers["/feed"] = say(200, feed_of(1, 2, 3, 4, 5), ETag='"all"')
    counts = []
    for _ in range(3):
        later(feed)
        counts.append((len(headlines()), feed.etag))

    assert counts == [(2, ""), (4, ""), (5, '"all"')]


def test_a_round_that_was_killed_is_done_again(feed, monkeypatch):
    class Killed(BaseException):
        pass

    def die(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(polling, "send_submission", die)
        with pytest.raises(Killed):
            poll_due_feeds()
    later(feed)

    assert sorted(headlines()) == ["Story 1", "Story 2"]
    assert set(Submission.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (say(404), "refused"),
        (say(500), "unreachable"),
        (say(200, b"<html></html>"), "unreadable"),
        (say(302, Location="http://10.0.0.1/"), "private"),
    ],
)
def test_a_broken_feed_is_tried_more_and_more_seldom_and_its_member_told_once(feed, site, answer, trouble):  # noqa: F811
    site.answers["/feed"] = answer
    pauses = []
    for _ in range(3):
        later(feed)
        pauses.append(feed.due_at - clock.now())
    assert feed.trouble == trouble
    assert pauses == sorted(pauses)
    assert Message.objects.count() == 0

    for _ in range(2):
        later(feed, failing_since=clock.now() - timedelta(days=2))

    assert [mail.purpose for mail in Message.objects.all()] == ["newsroom-feed-broken"]
    site.answers["/feed"] = say(200, feed_of(1))
    later(feed)
    assert (feed.trouble, feed.failures, feed.told_at) == ("", 0, None)


def test_a_server_that_asks_for_a_pause_gets_it(feed, site):  # noqa: F811
    site.answers["/feed"] = say(503, Retry_After="86000")
    later(feed)

    assert feed.due_at - clock.now() > timedelta(hours=23)


def test_a_feed_that_is_gone_has_ended(feed, site):  # noqa: F811
    site.answers["/feed"] = say(410)
    later(feed)

    assert feed.ended_at is not None
    assert Message.objects.get().purpose == "newsroom-feed-broken"


def test_a_feed_that_has_moved_for_good_is_followed(feed, site):  # noqa: F811
    site.answers |= {"/feed": say(301, Location="/new"), "/new": say(200, feed_of(1))}
    later(feed)

    assert feed.url.endswith("/new")


def test_nothing_is_read_for_whoever_may_send_nothing(feed, member, site):  # noqa: F811
    freeze_organisation(member, by="test", at=clock.now())
    later(feed)

    assert (site.asked, headlines()) == ([], [])


def test_enter_feed_refuses_no_address_and_the_same_twice(feed, member, contributor):
    for url, reason in [("ftp://x.example/", "address"), (feed.url, "known")]:
        with pytest.raises(FeedRefused) as refused:
            enter_feed(member, url=url, language="en", by=contributor, at=clock.now())
        assert refused.value.reason == reason
    end_feed(feed, by=contributor, at=clock.now())
    assert enter_feed(member, url=feed.url, language="en", by=contributor, at=clock.now()).pk


def test_a_question_about_a_story_of_a_feed_goes_to_the_delegates(feed, person_of):
    poll_due_feeds()
    delegate, editor = person_of("delegate", name="Delegate"), person_of()

    return_submission(Submission.objects.first(), question="Where?", by=editor, at=clock.now())

    assert [mail.to for mail in Message.objects.filter(purpose="newsroom-returned")] == [delegate.email]


# --- On the desk


def test_the_page_enters_ends_and_says_what_is_wrong(member, contributor, enter, site):  # noqa: F811
    client = enter(contributor)
    change = f"{PAGE}{member.uid}/"

    refused = client.post(change, {"verb": "enter-feed", "url": "ftp://x", "language": "fr"})
    assert refused.status_code == 400
    assert (
        client.post(change, {"verb": "enter-feed", "url": f"{site.url}/f", "language": "fr"}).status_code
        == 302
    )
    feed = MemberFeed.objects.get()
    site.answers["/f"] = say(404)
    later(feed)
    assert "The server refuses to give it" in client.get(PAGE).content.decode()
    client.post(change, {"verb": "read-feed", "feed": feed.uid})
    feed.refresh_from_db()
    assert feed.due_at <= clock.now()
    client.post(change, {"verb": "end-feed", "feed": feed.uid})
    assert site.url not in client.get(PAGE).content.decode()


def test_nobody_changes_what_is_anothers(feed, member, other_member, person_of, enter):
    stranger = enter(person_of(organisation=other_member))

    assert stranger.post(f"{PAGE}{member.uid}/", {"verb": "end-feed", "feed": feed.uid}).status_code == 404
    assert (
        stranger.post(f"{PAGE}{other_member.uid}/", {"verb": "end-feed", "feed": feed.uid}).status_code == 404
    )
    assert feed.url not in stranger.get(PAGE).content.decode()
    feed.refresh_from_db()
    assert feed.ended_at is None
