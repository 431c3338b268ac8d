import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ifex.foundations.accounts.domain.accounts import erase_user
from ifex.foundations.accounts.domain.second_step import set_up_totp
from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.models import User
from ifex.foundations.accounts.permissions import has_role
from ifex.foundations.audit.models import AuditLine


def run(*arguments):
    out = io.StringIO()
    call_command("user", *arguments, stdout=out)
    return out.getvalue()


def test_add_with_password_from_stdin(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("a long enough password\n"))

    text = run(
        "add",
        "Reem@example.org",
        "--name",
        "Reem",
        "--role",
        "editor",
        "--role",
        "finance",
        "--password-from-stdin",
    )

    user = User.objects.get(email="reem@example.org")
    assert user.check_password("a long enough password")
    assert user.roles == {StaffRole.EDITOR, StaffRole.FINANCE}
    assert "second step" in text
    assert set(AuditLine.objects.filter(subject_kind="user").values_list("actor", flat=True)) == {
        "system:command-line"
    }


@pytest.mark.parametrize("password", ["", "short", "123456789012345"])
def test_add_refuses_weak_passwords_and_adds_nobody(db, monkeypatch, password):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))

    with pytest.raises(CommandError):
        run("add", "reem@example.org", "--password-from-stdin")

    assert not User.objects.exists()


def test_add_with_invitation_mails_and_prints_the_link(db):
    text = run("add", "reem@example.org", "--invite")

    assert mail.outbox[0].to == ["reem@example.org"]
    assert "/en/account/invitation/" in text


def test_add_without_a_password_says_how_to_sign_in(db):
    text = run("add", "reem@example.org", "--role", "translator")

    assert "mailed code" in text
    assert "second step" not in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["add", "reem@example.org"], "reem@example.org has an account already; see `ifex user list`."),
        (["add", "nonsense"], "nonsense is not an e-mail address."),
        (
            ["grant", "nobody@example.org", "editor"],
            "No account has the address nobody@example.org; see `ifex user list`.",
        ),
    ],
)
def test_errors_say_what_to_do(make_user, arguments, message):
    make_user()

    with pytest.raises(CommandError) as refused:
        run(*arguments)

    assert str(refused.value) == message


def test_unknown_role_is_refused_with_the_list(make_user):
    make_user()

    with pytest.raises(CommandError, match="returning_officer"):
        run("grant", "reem@example.org", "king")


def test_grant_and_revoke(make_user):
    user = make_user()

    granted = [run("grant", "reem@example.org", "editor"), run("grant", "reem@example.org", "editor")]
    had = has_role(User.objects.get(pk=user.pk), StaffRole.EDITOR)
    revoked = run("revoke", "reem@example.org", "editor")

    assert granted == [
        "reem@example.org now has the role editor.\n",
        "reem@example.org had already the role editor.\n",
    ]
    assert (had, revoked) == (True, "reem@example.org no longer has the role editor.\n")


def test_list_takes_as_many_queries_for_three_as_for_one(make_user, django_assert_num_queries):
    make_user("editor")
    with CaptureQueriesContext(connection) as for_one:
        run("list")
    set_up_totp(make_user(email="noor@example.org", is_superuser=True))
    erase_user(make_user(email="gone@example.org"), by="test")

    with django_assert_num_queries(len(for_one)):
        lines = run("list").splitlines()

    assert [line.split("\t", 1)[1] for line in lines[:-1]] == [
        "noor@example.org\tReem\ten\tsuperuser, second step",
        "reem@example.org\tReem\ten\teditor, no second step",
    ]
    assert lines[-1] == "2 accounts."


def test_reset_mfa(make_user):
    user = make_user()
    set_up_totp(user)

    assert run("reset-mfa", "reem@example.org") == "Removed 2 second steps of reem@example.org.\n"
    assert user.authenticator_set.count() == 0


def test_deactivate_reactivate_and_erase(make_user):
    user = make_user()

    run("deactivate", "reem@example.org")
    closed = User.objects.get(pk=user.pk).is_active
    run("reactivate", "reem@example.org")
    opened = User.objects.get(pk=user.pk).is_active
    run("erase", "reem@example.org")

    assert (closed, opened) == (False, True)
    assert User.objects.get(pk=user.pk).erased_at is not None


def test_act_on_an_erased_account_is_a_clear_error(make_user):
    user = make_user()
    erase_user(user, by="test")

    with pytest.raises(CommandError, match="erased"):
        run("reactivate", f"erased-{user.pk}@erased.invalid")
