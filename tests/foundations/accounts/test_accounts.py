import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ifex.foundations.accounts.domain.accounts import (
    EmailIsTaken,
    InvitationRefused,
    accept_invitation,
    add_user,
    deactivate_user,
    erase_user,
    invite_user,
    invited_user,
    reactivate_user,
    send_invitation,
)
from ifex.foundations.accounts.domain.roles import AccountIsErased, grant_role, make_role_groups, revoke_role
from ifex.foundations.accounts.domain.second_step import reset_second_step, set_up_totp
from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.models import User
from ifex.foundations.accounts.permissions import has_role
from ifex.foundations.accounts.queries import open_sessions, users_with_role
from ifex.foundations.audit.models import AuditLine
from ifex.foundations.audit.presenters import known_acts
from ifex.foundations.core import clock, personal
from ifex.foundations.core.models import Event

NEW_PASSWORD = "a new and long password"


def acts_on(user):
    lines = AuditLine.objects.filter(subject_kind="user", subject=str(user.pk)).order_by("id")
    return list(lines.values_list("act", flat=True))


def link_in_mail():
    return re.search(r"\S+/account/invitation/\S+", mail.outbox[-1].body)[0]


@pytest.fixture
def invited(db):
    return invite_user(
        email="Noor@Example.org", name="Noor", language="en", roles=[StaffRole.EDITOR], by="test"
    )


# --- accounts


def test_add_user_keeps_the_address_in_lower_case(make_user):
    assert make_user(email=" Reem@EXAMPLE.org ").email == "reem@example.org"


def test_add_user_refuses_a_second_account_for_the_address_in_any_case(make_user):
    make_user()

    with pytest.raises(EmailIsTaken):
        make_user(email="REEM@example.org")


@pytest.mark.parametrize("email", ["", "reem", "reem@", "@example.org", "a b@example.org"])
def test_add_user_refuses_what_is_no_address(make_user, email):
    with pytest.raises(ValidationError):
        make_user(email=email)


def test_user_table_refuses_an_address_in_upper_case(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Reem@example.org")


def test_user_table_refuses_that_an_erased_account_signs_in(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="reem@example.org", erased_at=clock.now(), is_active=True)


# --- invitations


def test_invite_user_mails_a_link_in_the_language_of_the_account(db):
    invite_user(email="noor@example.org", name="Noor", language="fr", roles=[], by="test")

    assert mail.outbox[0].to == ["noor@example.org"]
    assert link_in_mail().startswith(f"{settings.IFEX_BASE_URL}/fr/account/invitation/")
    assert mail.outbox[0].subject.strip() == mail.outbox[0].subject != ""


def test_invite_user_gives_the_roles_and_no_password(invited):
    assert has_role(invited, StaffRole.EDITOR)
    assert not invited.has_usable_password()
    assert acts_on(invited) == ["user-added", "role-granted", "user-invited"]


def test_invitation_sets_the_password_once(client, invited):
    path = link_in_mail().removeprefix(settings.IFEX_BASE_URL)
    page = client.get(path)

    first = client.post(path, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    second = client.post(path, {"password1": "yet another password", "password2": "yet another password"})

    assert page.status_code == 200
    assert first["Location"] == "/en/account/login/"
    assert second.status_code == 410
    assert User.objects.get(pk=invited.pk).check_password(NEW_PASSWORD)


@pytest.mark.parametrize(
    ("password1", "password2"),
    [("short", "short"), ("123456789012345", "123456789012345"), (NEW_PASSWORD, "x")],
)
def test_invitation_refuses_weak_and_different_passwords(client, invited, password1, password2):
    path = link_in_mail().removeprefix(settings.IFEX_BASE_URL)

    response = client.post(path, {"password1": password1, "password2": password2})

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not User.objects.get(pk=invited.pk).has_usable_password()


def test_invitation_is_refused_when_forged_old_replaced_or_closed(client, invited):
    token = link_in_mail().split("/")[-2]
    with clock.stopped_clock(clock.now()):
        assert invited_user(token) == invited
    with pytest.raises(InvitationRefused):
        accept_invitation(token[:-1] + ("a" if token[-1] != "a" else "b"), password=NEW_PASSWORD)

    send_invitation(invited, by="test")

    with pytest.raises(InvitationRefused):
        accept_invitation(token, password=NEW_PASSWORD)
    newer = link_in_mail().split("/")[-2]
    deactivate_user(invited, by="test")
    with pytest.raises(InvitationRefused):
        accept_invitation(newer, password=NEW_PASSWORD)


def test_invitation_ends_after_a_week(client, invited, monkeypatch):
    token = link_in_mail().split("/")[-2]
    monkeypatch.setattr(
        "ifex.foundations.accounts.domain.accounts.INVITATION_IS_VALID_FOR", timedelta(seconds=-1)
    )

    with pytest.raises(InvitationRefused):
        invited_user(token)


# --- roles


def test_groups_of_all_roles_are_there_after_migration(db):
    assert set(StaffRole.values) <= set(Group.objects.values_list("name", flat=True))


def test_make_role_groups_twice_changes_nothing(db):
    Group.objects.filter(name="finance").delete()
    make_role_groups()
    before = Group.objects.count()

    make_role_groups()

    assert Group.objects.count() == before


@pytest.mark.parametrize("role", StaffRole)
def test_grant_and_revoke_every_role(make_user, role):
    user = make_user()

    granted = [grant_role(user, role, by="test"), grant_role(user, role, by="test")]
    had = (has_role(user, role), User.objects.get(pk=user.pk).is_staff, list(users_with_role(role)))
    revoked = [revoke_role(user, role, by="test"), revoke_role(user, role, by="test")]

    assert granted == revoked == [True, False]
    assert had == (True, True, [user])
    assert (has_role(user, role), User.objects.get(pk=user.pk).is_staff) == (False, False)
    assert acts_on(user) == ["user-added", "role-granted", "role-revoked"]


def test_revoke_role_keeps_staff_with_another_role_and_superusers(make_user):
    two = make_user("editor", "finance")
    root = make_user("operator", email="root@example.org", is_superuser=True)

    revoke_role(two, StaffRole.EDITOR, by="test")
    revoke_role(root, StaffRole.OPERATOR, by="test")

    assert (two.is_staff, root.is_staff) == (True, True)


def test_has_role_of_any_of_several(make_user):
    user = make_user("campaigner")

    assert has_role(user, StaffRole.EDITOR, StaffRole.CAMPAIGNER)
    assert not has_role(user, StaffRole.EDITOR, StaffRole.FINANCE)


def test_has_role_is_false_for_strangers_superusers_and_closed_accounts(make_user):
    closed = make_user("editor")
    deactivate_user(closed, by="test")

    assert not has_role(AnonymousUser(), *StaffRole)
    assert not has_role(make_user(email="root@example.org", is_superuser=True), *StaffRole)
    assert not has_role(closed, *StaffRole)
    assert not has_role(User.objects.get(pk=closed.pk), *StaffRole)


def test_has_role_asks_once(make_user, django_assert_num_queries):
    user = User.objects.get(pk=make_user("editor").pk)

    with django_assert_num_queries(1):
        for role in StaffRole:
            has_role(user, role)


# --- closing and erasing


def test_deactivate_user_ends_sessions_and_sign_in(client, make_user, sign_in):
    user = make_user("translator")
    sign_in()

    deactivate_user(user, by="test")

    assert open_sessions(user) == []
    assert client.get("/en/account/2fa/").status_code == 302
    assert sign_in()["Location"] == "/en/account/inactive/"


def test_reactivate_user_gives_the_roles_back(make_user):
    user = make_user("editor")
    deactivate_user(user, by="test")

    reactivate_user(user, by="test")

    assert has_role(user, StaffRole.EDITOR)


def test_open_sessions_are_those_of_one_person(client, make_user, sign_in):
    reem, noor = make_user(), make_user(email="noor@example.org")
    sign_in()

    assert (len(open_sessions(reem)), open_sessions(noor)) == (1, [])


def test_erase_user_leaves_nothing_personal(client, make_user, sign_in):
    user = make_user("editor", language="ar")
    set_up_totp(user)
    sign_in()
    client.post(
        "/en/account/password/reset/", {"email": "reem@example.org"}
    )  # allauth then keeps the address too
    personal_values = ("reem", "Reem")

    erase_user(user, by="test")

    user = User.objects.get(pk=user.pk)
    kept = [str(getattr(user, field.attname)) for field in User._meta.concrete_fields]
    assert not [value for value in kept if any(word in value for word in personal_values)]
    assert (user.is_active, user.is_staff, user.language, user.last_login) == (False, False, "en", None)
    assert not user.has_usable_password()
    assert [
        relation.count() for relation in (user.groups, user.authenticator_set, user.emailaddress_set)
    ] == [0] * 3
    assert AuditLine.objects.filter(act="user-erased", subject=str(user.pk)).count() == 1
    assert Event.objects.get(name="user_erased").payload == {"user": user.pk}


def test_erase_user_twice_is_harmless_and_the_address_is_free_again(make_user):
    user = make_user()
    erase_user(user, by="test")
    erased_at = user.erased_at

    erase_user(user, by="test")

    assert user.erased_at == erased_at
    assert make_user().pk != user.pk


def test_erased_account_takes_no_role_no_invitation_and_does_not_open(make_user):
    user = make_user()
    erase_user(user, by="test")

    for act in (
        lambda: grant_role(user, StaffRole.EDITOR, by="test"),
        lambda: send_invitation(user, by="test"),
        lambda: reactivate_user(user, by="test"),
    ):
        with pytest.raises(AccountIsErased):
            act()


# --- second step


def test_set_up_totp_takes_a_secret_and_returns_ten_codes(make_user):
    user = make_user()

    secret, codes = set_up_totp(user, secret="JBSWY3DPEHPK3PXP")

    assert secret == "JBSWY3DPEHPK3PXP"
    assert len(set(codes)) == 10


def test_set_up_totp_again_replaces_app_and_codes(make_user):
    user = make_user()
    first = set_up_totp(user)

    second = set_up_totp(user)

    assert first[0] != second[0]
    assert not set(first[1]) & set(second[1])
    assert user.authenticator_set.count() == 2


def test_secrets_lie_encrypted_in_the_database(make_user):
    user = make_user()
    secret, _ = set_up_totp(user)

    kept = str(list(user.authenticator_set.values_list("data", flat=True)))

    assert secret not in kept


def test_changed_secret_key_lets_no_code_pass(client, make_user, sign_in, totp_code, settings):
    secret, codes = set_up_totp(make_user())
    settings.SECRET_KEY = "another secret key, quite long enough for the purpose of this test"
    sign_in()

    texts = [
        client.post("/en/account/2fa/authenticate/", {"code": code}).content.decode()
        for code in (totp_code(secret), codes[0])
    ]

    assert ["Incorrect code." in text for text in texts] == [True, True]


def test_older_secret_key_still_reads_second_steps(client, make_user, sign_in, totp_code, settings):
    secret, _ = set_up_totp(make_user())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret key, quite long enough for the purpose of this test"
    sign_in()

    client.post("/en/account/2fa/authenticate/", {"code": totp_code(secret)})

    assert "_auth_user_id" in client.session


def test_reset_second_step_ends_sessions(client, make_user, sign_in):
    user = make_user()
    sign_in()
    set_up_totp(user)

    count = reset_second_step(user, by="test")

    assert (count, open_sessions(user), user.authenticator_set.count()) == (2, [], 0)


# --- the register


def test_every_act_of_the_room_has_a_sentence(make_user, invited):
    user = make_user("editor")
    set_up_totp(user)
    reset_second_step(user, by="test")
    revoke_role(user, StaffRole.EDITOR, by="test")
    deactivate_user(user, by="test")
    reactivate_user(user, by="test")
    erase_user(user, by="test")

    assert set(AuditLine.objects.values_list("act", flat=True)) <= known_acts()


def test_no_audit_line_holds_a_personal_value(make_user, invited):
    user = make_user("editor", email="reem@example.org")
    erase_user(user, by=invited)

    text = " ".join(f"{line.actor} {line.subject} {line.details}" for line in AuditLine.objects.all()).lower()

    assert "reem" not in text
    assert "noor" not in text


def test_every_field_is_declared(db):
    assert personal.undeclared_fields(User) == set()


def test_expired_sessions_are_forgotten_and_open_ones_kept(client, make_user, sign_in):
    user = make_user()
    sign_in()
    kept = personal.forget_what_is_due()
    session = open_sessions(user)[0]
    session.expire_date = clock.now() - timedelta(seconds=1)
    session.save()

    forgotten = personal.forget_what_is_due()

    assert "sessions.Session.session_data" not in kept
    assert forgotten["sessions.Session.session_data"] == 1


def test_add_user_by_a_person_names_the_person(make_user):
    reem = make_user()

    noor = add_user(email="noor@example.org", name="Noor", by=reem)

    assert AuditLine.objects.get(act="user-added", subject=str(noor.pk)).actor == f"user:{reem.pk}"
