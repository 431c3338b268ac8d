from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model

from ifex.instruments.taxonomy.domain.shipped import Shipped, read_shipped
from ifex.instruments.taxonomy.models import Term


@pytest.fixture
def arrest(db) -> Term:
    return Term.objects.get(vocabulary="violation_types", slug="arrest")


@pytest.fixture
def editor(db):
    """Who may edit, with the second step without which no page opens."""
    user = get_user_model().objects.create_superuser("editor@example.org", "a long password")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return user


@pytest.fixture
def reship():
    """The shipped data with some terms of one vocabulary changed, added, or (None) dropped."""

    def change(vocabulary: str, **changes: dict | None) -> Shipped:
        shipped = read_shipped()
        rows = dict(shipped.terms[vocabulary])
        for name, values in changes.items():
            slug = name.replace("_", "-")
            if values is None:
                del rows[slug]
            else:
                rows[slug] = {**rows.get(slug, rows[next(iter(rows))]), **values}
        return replace(shipped, terms={**shipped.terms, vocabulary: rows})

    return change
