import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from ifex.foundations.accounts.domain.accounts import add_user
from ifex.foundations.accounts.enums import StaffRole

PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests():
    cache.clear()


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def make_user(db):
    """`make_user("editor")`: an account with that role and PASSWORD."""

    def make(*roles, email="reem@example.org", **fields):
        roles = [StaffRole(role) for role in roles]
        fields = {"name": "Reem", "password": PASSWORD, **fields}
        return add_user(email=email, roles=roles, by="test", **fields)

    return make


@pytest.fixture
def sign_in(client):
    """Post the log-in form as a browser would."""

    def post(email="reem@example.org", password=PASSWORD, **more):
        return client.post("/en/account/login/", {"login": email, "password": password, **more})

    return post


@pytest.fixture
def totp_code():
    """`totp_code(secret)`: what an authenticator app shows now."""
    return lambda secret: format_hotp_value(hotp_value(secret, int(time.time()) // 30))
