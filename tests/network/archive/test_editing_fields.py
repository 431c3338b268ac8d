"""Fields that turn lists and objects into text and back."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ifex.instruments.cms.editing.fields import LinesField, OneLineField, PairsField
from ifex.network.archive.editing.contacts import CONTACT_LABELS, read_contacts, write_contacts

line = (
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1)
    .map(str.strip)
    .filter(bool)
)
value = st.lists(line, min_size=1, max_size=3).map("\n".join)
contact = st.dictionaries(st.sampled_from(list(CONTACT_LABELS)), value, min_size=1)


@given(st.lists(contact, max_size=3), st.sampled_from(["en", "fr", "es", "ar"]))
def test_contacts_read_back_as_they_were_written(contacts, language):
    with translation.override(language):
        assert read_contacts(write_contacts(contacts)) == contacts


def test_read_contacts_takes_a_first_line_without_label_as_the_name():
    assert read_contacts("Minister of Justice\nfax: +216 1\n\nName: The President") == [
        {"name": "Minister of Justice", "fax": "+216 1"},
        {"name": "The President"},
    ]


def test_read_contacts_names_the_line_that_it_does_not_understand():
    with pytest.raises(ValidationError, match="Avenue Bourguiba"):
        read_contacts("Post: Minister\nAvenue Bourguiba 1")


@given(
    st.dictionaries(
        line.filter(lambda key: ":" not in key), line | st.integers() | st.lists(line), max_size=4
    )
)
def test_pairs_read_back_as_they_were_written(facts):
    field = PairsField()

    assert field.to_python(field.prepare_value(facts)) == facts


def test_pairs_refuse_a_line_without_colon():
    with pytest.raises(ValidationError):
        PairsField().to_python("no colon here")


def test_lines_leave_out_what_is_empty():
    assert LinesField().clean("one\n\n  two ") == ["one", "two"]


def test_one_line_field_stores_one_line():
    assert OneLineField().clean(" Reporter\narrested  in Tunis ") == "Reporter arrested in Tunis"
