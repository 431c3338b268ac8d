import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupCollectionPermission

from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.models import User
from ifex.instruments.cms.desk import open_desk_to_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator():
    user = User.objects.create_user("translator@example.org", "a-long-password-4", language="ar")
    user.groups.add(Group.objects.get(name=StaffRole.TRANSLATOR))
    return user


def at_desk(user):
    client = Client()
    client.force_login(user)
    return client


def test_open_desk_to_staff_lets_every_role_in():
    roles = Group.objects.filter(
        permissions__codename="access_admin", permissions__content_type__app_label="wagtailadmin"
    )
    assert set(StaffRole.values) <= set(roles.values_list("name", flat=True))


def test_open_desk_to_staff_repeated_changes_nothing():
    before = (
        list(Group.objects.order_by("pk").values_list("name", "permissions")),
        GroupCollectionPermission.objects.count(),
    )
    open_desk_to_staff()
    after = (
        list(Group.objects.order_by("pk").values_list("name", "permissions")),
        GroupCollectionPermission.objects.count(),
    )
    assert after == before


def test_pictures_are_for_editors_and_campaigners():
    groups = GroupCollectionPermission.objects.filter(permission__codename="add_image")
    named = set(groups.values_list("group__name", flat=True)) & set(StaffRole.values)
    assert named == {StaffRole.EDITOR, StaffRole.CAMPAIGNER}


def test_desk_speaks_the_language_of_who_works_there(translator):
    response = at_desk(translator).get("/admin/", headers={"accept-language": "fr"})
    assert response.status_code == 200
    assert b'<html lang="ar" dir="rtl"' in response.content
    assert response["Content-Language"] == "ar"


def test_desk_shows_the_networks_name(translator, settings):
    settings.IFEX_NAME = "Free Voices"
    text = at_desk(translator).get("/admin/").content.decode()
    assert "- Free Voices</title>" in text
    assert '<span class="ifex-logo"><bdi>Free Voices</bdi></span>' in text


def test_desk_turns_away_who_has_no_role():
    member = User.objects.create_user("member@example.org", "a-long-password-4")
    assert at_desk(member).get("/admin/").status_code == 302
