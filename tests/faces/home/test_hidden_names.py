"""A page that an editor writes gives no name that is hidden."""

import pytest
from django.core.exceptions import ValidationError

from ifex.faces.home.hidden_names import hidden_persons_in, strings_in
from ifex.faces.home.models import FrontPage, ReportPage, TextPage
from ifex.network.archive.models import Person

pytestmark = pytest.mark.django_db

REFUSED = "This gives the name of somebody who is hidden (Nour)."


@pytest.fixture
def hidden(make_person):
    Person.objects.filter(pk=make_person().pk).update(pseudonym="Nour")
    make_person("Karim Haddad")


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        (["Police held Samira Ben Yedder."], {"title": ["Nour"]}),
        (["nothing", "SAMIRA BEN-YEDDER"], {"title": ["Nour"]}),
        (["Samira spoke", "Yedder left"], {}),
        ([], {}),
    ],
)
def test_whole_names_alone_are_found(pieces, found):
    assert hidden_persons_in({"title": pieces, "summary": []}) == found


def test_every_string_of_a_body_is_read():
    page = ReportPage(
        body=[
            {
                "type": "chapter",
                "value": {"title": "One", "body": [{"type": "prose", "value": "<p>Two <b>three</b></p>"}]},
            }
        ]
    )

    assert {"One", "Two three"} <= {text.strip() for text in strings_in(page.body)}


@pytest.mark.usefixtures("hidden")
def test_the_address_of_a_page_names_nobody_either():
    form_class = TextPage.get_edit_handler().get_form_class()
    form = form_class({"title": "Free", "slug": "samira-ben-yedder", "body-count": "0"}, instance=TextPage())

    form.is_valid()

    assert form.errors["slug"] == [REFUSED]


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("model", [TextPage, ReportPage])
def test_the_forms_of_pages_ask(model):
    form_class = model.get_edit_handler().get_form_class()
    typed = {"title": "On Samira Ben Yedder", "slug": "x", "body-count": "0"}
    form = form_class(typed, instance=model())

    form.is_valid()

    assert form.errors["title"] == [REFUSED]


@pytest.mark.usefixtures("hidden")
def test_no_other_way_of_saving_goes_round(pages):
    front = FrontPage.objects.live().first()
    page = front.add_child(instance=TextPage(title="A page", slug="a-page"))
    page.body = [("text", "<p>On Samira Ben Yedder.</p>")]

    with pytest.raises(ValidationError) as refused:
        page.save_revision()
    assert refused.value.message_dict == {"body": [REFUSED]}
    with pytest.raises(ValidationError):
        page.save()
