"""Each staff role at each address of the desk's archive and register: who gets in, and who does not."""

from datetime import date

import pytest
from django.urls import reverse

from ifex.foundations.accounts.enums import StaffRole
from ifex.network.archive.domain.publication import publish
from ifex.network.members.domain.mandates import give_mandate

EDITOR = {"editor"}
TEXTS = {"editor", "translator"}
READ = {"editor", "translator", "campaigner"}
OFFICER = {"membership_officer"}
KEEP = {"editor", "membership_officer"}
REGISTER = {"editor", "translator", "campaigner", "membership_officer", "finance", "returning_officer"}

RECORD = {
    "list": READ, "list_results": READ, "inspect": READ, "publications": READ,
    "add": EDITOR, "preview_on_add": EDITOR, "withdraw": EDITOR,
    "edit": TEXTS, "preview_on_edit": TEXTS, "lease": TEXTS, "history": TEXTS, "history_results": TEXTS,
    "revisions_view": TEXTS, "revisions_revert": EDITOR, "revisions_compare": TEXTS,
}  # fmt: skip
GATES = {
    "archive_alert": RECORD,
    "archive_case": RECORD,
    "archive_person": dict.fromkeys(
        ("list", "list_results", "add", "edit", "history", "history_results", "merge", "split", "dename"), EDITOR
    ),
    "members_organisation": {
        "list": REGISTER, "list_results": REGISTER, "inspect": REGISTER,
        "add": KEEP, "edit": KEEP, "history": KEEP, "history_results": KEEP, "merge": KEEP, "split": KEEP,
        "standing": OFFICER, "mandate_give": OFFICER, "mandate_end": OFFICER, "freeze": KEEP,
    },
}  # fmt: skip
CHOOSERS = {
    "archive_alert": READ,
    "archive_case": READ,
    "archive_person": EDITOR,
    "members_organisation": REGISTER,
}
POST_ONLY = {"lease", "split"}
WITHOUT_ROW = {"list", "list_results", "add", "preview_on_add"}
REFUSED = (302, 403)


@pytest.fixture
def rows(make_alert, make_case, make_person, organisation, staff):
    alert, person = make_alert(), make_person()
    case = make_case(person)
    for record in (alert, case):
        publish(record, by="test")
        record.refresh_from_db()
        record.save_revision()
    mandate = give_mandate(
        staff("finance"), organisation=organisation, kind="delegate", from_on=date(2026, 1, 1), by="test"
    )
    return {
        "archive_alert": alert,
        "archive_case": case,
        "archive_person": person,
        "members_organisation": organisation,
        "mandate": mandate,
    }


def address(model, name, rows):
    row = rows["mandate"] if name == "mandate_end" else rows[model]
    args = [] if name in WITHOUT_ROW else [row.pk]
    if name.startswith("revisions_"):
        args.append(row.latest_revision.pk)
    if name == "revisions_compare":
        args.append("latest")
    return reverse(f"wagtailsnippets_{model}:{name}", args=args)


def test_every_address_is_in_the_matrix():
    for model, gates in GATES.items():
        viewset = _viewset(model)
        assert {pattern.name for pattern in viewset.get_urlpatterns()} == set(gates)


def _viewset(model):
    from wagtail.snippets.models import get_snippet_models  # noqa: PLC0415 (snippets are registered late)

    return next(
        kind.snippet_viewset
        for kind in get_snippet_models()
        if f"{kind._meta.app_label}_{kind._meta.model_name}" == model
    )


@pytest.mark.parametrize("role", [*StaffRole.values, None])
def test_roles_reach_what_is_theirs_and_nothing_else(sign_in, rows, role):
    client = sign_in(*([role] if role else []))
    wrong = []
    for model, gates in GATES.items():
        for name, roles in gates.items():
            url = address(model, name, rows)
            answer = client.post(url, {"verb": "renew"}) if name in POST_ONLY else client.get(url)
            # Splitting ends in a redirect to the row's page; a refusal is one to the desk's front page.
            is_in = answer.status_code == 200 or (
                name == "split" and "/edit/" in answer.headers.get("Location", "")
            )
            if is_in != (role in roles) or (not is_in and answer.status_code not in REFUSED):
                wrong.append((model, name, answer.status_code))
        is_in = client.get(reverse(f"wagtailsnippetchoosers_{model}:choose")).status_code == 200
        if is_in != (role in CHOOSERS[model]):
            wrong.append((model, "choose"))
    assert wrong == []


def test_superuser_without_role_edits_nothing(sign_in, rows):
    client = sign_in()
    client.user.is_superuser = True
    client.user.save()

    for model in CHOOSERS:
        assert client.get(address(model, "edit", rows)).status_code in REFUSED


def test_anonymous_is_sent_to_sign_in(client, rows):
    answer = client.get(address("archive_alert", "list", rows))

    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]
