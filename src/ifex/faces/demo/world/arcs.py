"""How cases unfold: which events follow one another, after how many days, and what they do to a person's situation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """`after` is the range of days since the step before; `situation` begins with the step."""

    event: str
    after: tuple[int, int]
    situation: str | None = None
    accountability: str | None = None


@dataclass(frozen=True, slots=True)
class Arc:
    """`latest_years` keeps an arc to recent starts, so that somebody is in prison today."""

    kind: str
    weight: float
    steps: tuple[Step, ...]
    ends_well: bool = False
    latest_years: int | None = None


_NOW = (0, 0)
_ARREST = Step("arrest", _NOW, "detained-no-charge")
_CHARGE = Step("criminal-charge", (12, 90), "pretrial-detention")
_TRIAL = Step("unfair-trial", (60, 300), "pretrial-detention")
_CONVICTION = Step("conviction", (25, 240), "serving-sentence")
_APPEAL = Step("appeal-upheld", (60, 260), "serving-sentence")
_PRISON = Step("ill-treatment", (60, 500), "serving-sentence")
_RELEASE = Step("release", (300, 2400), "sentence-served")
_MURDER = Step("murder", _NOW, "killed", "under-investigation")
_SUSPECTS = Step("suspects-arrested", (20, 420), None, "on-trial")

ARCS: tuple[Arc, ...] = (
    Arc("detention", 9, (_ARREST, _CHARGE, _TRIAL, _CONVICTION, _APPEAL, _PRISON, _RELEASE)),
    Arc("detention", 6, (_ARREST, Step("arbitrary-detention", (8, 40), "incommunicado"),
                         Step("release", (15, 200), "released")), ends_well=True),
    Arc("detention", 6, (_ARREST, _CHARGE, _TRIAL, Step("acquittal", (30, 300), "acquitted")), ends_well=True),
    Arc("detention", 5, (_ARREST, _CHARGE, _CONVICTION, Step("sentence-reduced", (60, 300), "serving-sentence"),
                         Step("pardon", (90, 900), "pardoned")), ends_well=True),
    Arc("detention", 6, (_ARREST, _CHARGE, _TRIAL, _CONVICTION, _APPEAL, _PRISON), latest_years=7),
    Arc("detention", 4, (_ARREST, _CHARGE, _TRIAL), latest_years=2),
    Arc("detention", 1, (_ARREST, _TRIAL, Step("death-sentence", (30, 200), "sentenced-to-death"))),
    Arc("murder", 6, (_MURDER, Step("failure-to-investigate", (330, 400), None, "stalled"), _SUSPECTS,
                      Step("perpetrator-convicted", (200, 900), None, "partial-justice"))),
    Arc("murder", 6, (_MURDER, Step("failure-to-investigate", (300, 400), None, "stalled"),
                      Step("failure-to-investigate", (700, 1500), None, "stalled"))),
    Arc("murder", 3, (_MURDER, _SUSPECTS, Step("denial-of-justice", (300, 800), None, "on-trial"))),
    Arc("murder", 1.5, (_MURDER, _SUSPECTS, Step("perpetrator-convicted", (250, 700), None, "full-justice")),
        ends_well=True),
    Arc("disappearance", 3, (Step("enforced-disappearance", _NOW, "disappeared", "no-investigation"),
                             Step("failure-to-investigate", (330, 400), None, "stalled"),
                             Step("denial-of-justice", (700, 1500), None, "stalled"))),
    Arc("abduction", 4, (Step("abduction", _NOW, "abducted", "under-investigation"),
                         Step("release", (5, 160), "released")), ends_well=True),
    Arc("attack", 5, (Step("attempted-killing", _NOW, "injured", "under-investigation"),
                      Step("failure-to-protect", (20, 200), "at-liberty-at-risk"),
                      Step("failure-to-investigate", (200, 700), None, "stalled"))),
    Arc("attack", 4, (Step("physical-assault", _NOW, "injured", "under-investigation"),
                      Step("perpetrator-convicted", (150, 900), None, "partial-justice")), ends_well=True),
    Arc("prosecution", 7, (Step("criminal-charge", _NOW, "charged-at-liberty"),
                           Step("unfair-trial", (60, 300), "charged-at-liberty"),
                           Step("fine", (30, 200), "at-liberty-at-risk"))),
    Arc("prosecution", 5, (Step("criminal-charge", _NOW, "charged-at-liberty"),
                           Step("travel-ban", (10, 120), "charged-at-liberty"),
                           Step("charges-dropped", (120, 700), "released")), ends_well=True),
    Arc("outlet", 5, (Step("raid", _NOW), Step("outlet-suspended", (5, 60)), Step("outlet-closed", (60, 400)),
                      Step("outlet-reopened", (200, 900))), ends_well=True),
    Arc("outlet", 4, (Step("civil-lawsuit", _NOW), Step("economic-pressure", (60, 300)),
                      Step("outlet-closed", (120, 600)))),
)  # fmt: skip

KILLED = frozenset({"killed", "died-in-custody"})
STEPS_AFTER_WHICH_ALL_IS_OVER = frozenset({"sentence-served", "released", "acquitted", "pardoned"})
