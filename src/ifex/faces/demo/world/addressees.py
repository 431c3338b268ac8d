"""What readers are asked to do, and to whom they should write: posts without names, addresses that cannot exist."""

from typing import Any

from .facts import Facts
from .tables import shared
from .telling import Teller


def recommended_actions(facts: Facts) -> list[dict[str, Any]]:
    """None, or one action with one or two addressees and the date until which it makes sense."""
    if facts.closes is None:
        return []
    post = facts.pick(shared()["posts"], 33)
    copy = facts.pick(shared()["posts"], 37)
    tellers = [Teller(facts, language) for language in facts.languages]
    return [
        {
            "kind": post["kind"],
            "to": [_addressee(facts, post)],
            "copies": [_addressee(facts, copy)] if copy is not post else [],
            "closes": facts.closes.isoformat(),
            "text": {teller.language: teller.pick("call", 29) for teller in tellers},
        }
    ]


def _addressee(facts: Facts, post: dict[str, Any]) -> dict[str, str]:
    language = facts.languages[0]
    code = facts.country.code.lower()
    number = 100 + facts.dice % 100
    # No country has +999, and 555-01xx is kept for fiction.
    return {
        "name": "",
        "post": str(post[language]),
        "address": f"{facts.country.cities[0].names[language]}, {facts.country.names[language]}",
        "phone": f"+999 555 0{number}",
        "fax": f"+999 555 0{199 - number % 100}",
        "email": f"{post['en'].split()[-1].lower()}@government.{code}.example",
        "url": f"https://government.{code}.example/",
    }
