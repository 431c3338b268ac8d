import pytest
from django.test import Client

from ifex.foundations.accounts.domain.accounts import add_user
from ifex.foundations.accounts.domain.second_step import set_up_totp
from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.models import User
from ifex.network.members.models import Organisation


@pytest.fixture
def make_user(db):
    def make(*roles, name="Olga"):
        email = f"person{User.objects.count()}@example.org"
        user = add_user(email=email, name=name, by="test", roles=[StaffRole(role) for role in roles])
        set_up_totp(user)
        return user

    return make


@pytest.fixture
def sign_in(make_user):
    """A client in which somebody with the roles is signed in."""

    def enter(*roles):
        client = Client()
        client.force_login(make_user(*roles))
        return client

    return enter


@pytest.fixture
def make_organisation(db):
    def make(name="Lantern Press Watch", **fields):
        return Organisation.objects.create(names={"en": name}, **fields)

    return make
