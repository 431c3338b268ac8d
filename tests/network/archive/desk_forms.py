"""What a browser would send from the desk's forms."""

import json

from bs4 import BeautifulSoup


def read_form(response, selector="#w-editor-form"):
    """The values that the form would submit as it stands, as a dict of lists."""
    soup = BeautifulSoup(response.content.decode(), "html.parser")
    form = soup.select_one(selector)
    values = {}
    for template in form.find_all("template"):
        template.decompose()
    beside = soup.find_all(attrs={"form": form.get("id") or True})
    for field in [*form.find_all(["input", "textarea", "select"]), *beside]:
        name = field.get("name")
        if not name:
            continue
        for value in _values_of(field):
            values.setdefault(name, []).append(value)
    return values


def _values_of(field):
    if field.name == "textarea":
        # A parser of HTML drops the first line break, as browsers do.
        return [field.get_text().removeprefix("\n")]
    if field.name == "select":
        chosen = [option["value"] for option in field.find_all("option") if option.has_attr("selected")]
        if not chosen and not field.has_attr("multiple"):
            first = field.find("option")
            chosen = [first["value"]] if first else []
        return chosen
    if field.get("type") in ("checkbox", "radio"):
        return [field.get("value", "on")] if field.has_attr("checked") else []
    if field.get("type") in ("submit", "file", "button"):
        return []
    return [field.get("value", "")]


def rich(text):
    """One paragraph as Wagtail's editor sends it."""
    block = {
        "key": "a1",
        "text": text,
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [],
    }
    return json.dumps({"blocks": [block], "entityMap": {}})


def add_row(form, relation, **values):
    """Fill in one more row of an inline panel."""
    number = int(form[f"{relation}-TOTAL_FORMS"][0])
    form[f"{relation}-TOTAL_FORMS"] = [str(number + 1)]
    form[f"{relation}-{number}-ORDER"] = [str(number + 1)]
    form[f"{relation}-{number}-id"] = [""]
    for name, value in values.items():
        form[f"{relation}-{number}-{name}"] = value if isinstance(value, list) else [value]


def words_of(response):
    return " ".join(BeautifulSoup(response.content.decode(), "html.parser").get_text(" ").split())


SAFE = {"naming_may_harm": ["no"], "is_member_at_risk": ["no"], "concerns_minors": ["no"]}


def publish_form(client, url, form, *, follow=True):
    """Publish with the questions of safety answered and a reason for whatever the checklist finds."""
    settled = {name: ["given"] for name in form if name.startswith("targets-") and name.endswith("-consent")}
    form = form | SAFE | settled | {"action-publish": ["publish"]}
    answer = client.post(url, form, follow=follow)
    if answer.status_code != 200 or b'id="w-editor-form"' not in answer.content:
        return answer
    reasons = {name: ["It is so."] for name in read_form(answer) if name.startswith("pass-")}
    return client.post(url, form | reasons, follow=follow) if reasons else answer
