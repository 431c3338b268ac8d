from datetime import timedelta

from django.test import Client

from ifex.foundations.accounts.domain.accounts import add_user
from ifex.foundations.core import clock
from ifex.network.members.domain.mandates import end_mandate, give_mandate
from ifex.network.members.domain.merging import merge_organisations
from ifex.network.members.models import Organisation


def test_account_page_names_todays_mandates_by_the_organisation_that_is_now_theirs(db):
    user = add_user(email="estela@example.org", name="Estela", language="es", by="test")
    old, kept, left = (
        Organisation.objects.create(acronym=acronym, names={"en": name})
        for acronym, name in (("LPW", "Lantern Press Watch"), ("INK", "Inkwell"), ("OLD", "Gone"))
    )
    today = clock.today()
    give_mandate(user, organisation=old, kind="delegate", from_on=today - timedelta(days=9), by="test")
    ended = give_mandate(user, organisation=left, kind="delegate", from_on=today, by="test")
    end_mandate(ended, on=today, by="test")
    merge_organisations(kept, merged=old, by="test")
    client = Client()
    client.force_login(user)

    text = client.get("/en/account/").content.decode()

    assert "<bdi>Inkwell (INK)</bdi>: Delegate: signs and votes" in text
    assert "Lantern Press Watch" not in text
    assert "Gone" not in text
