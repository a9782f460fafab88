"""Items for the rules: sound ones, each with what its type needs, to be broken in one place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from quizapp.core.banks import Finding
from quizapp.core.facts import Fact, FactUse, Knowledge, Source, Term
from quizapp.core.flaws import check
from quizapp.core.items import (
    Audience,
    Choices,
    Item,
    ItemType,
    Matching,
    Option,
    Ordering,
    ShortAnswer,
    Subject,
    Topic,
)
from quizapp.core.readability import of_bank
from tests.core.builders import make_item, make_options

TODAY = date(2026, 11, 20)
STUDENTS = frozenset({Audience.STUDENT})
"""Audience of items that patients do not see."""


def findings_in(bank: Sequence[Item], known: Knowledge, *, earlier: Sequence[Item] = ()) -> list[Finding]:
    """Return everything found in a bank that is looked at after an earlier one."""
    readability = of_bank(bank, known.terms.values())
    alone = check.check_items(bank, known, readability=readability, today=TODAY)
    return [*alone, *list(check.duplicates([earlier, bank]))[1]]


def fact(name: str, use: FactUse = FactUse.TEACH, *sources: str) -> Fact:
    return Fact(id=name, topic=Topic.SITES, statement="So it is.", use=use, sources=sources or ("cruk-2014",))


def source(name: str, publisher: str, year: int | None) -> Source:
    return Source(id=name, publisher=publisher, title=f"Title of {name}", year=year)


KNOWLEDGE = Knowledge(
    facts={
        known.id: known
        for known in (
            fact("F001"),
            fact("F002", FactUse.ATTRIBUTE),
            fact("F003", FactUse.CONFLICT),
            fact("F004", FactUse.AVOID),
            fact("F005", FactUse.ATTRIBUTE, "clinic-undated"),
            fact("F006", FactUse.ATTRIBUTE, "page-2019"),
            fact("F007", FactUse.TEACH, "netrf-2018"),
        )
    },
    sources={
        known.id: known
        for known in (
            source("cruk-2014", "Cancer Research UK", 2014),
            source("clinic-undated", "Some Clinic", None),
            source("page-2019", "Publisher not named", 2019),
            source("netrf-2018", "Neuroendocrine Tumor Research Foundation", 2018),
        )
    },
    terms={"NET": Term(term="NET", forms=("NETs",), meaning="a tumour", facts=("F001",))},
)


def single(*texts: str, **changes: Any) -> Item:
    """Return a single choice with these options; a star marks the key."""
    changes = {"stem": "What does the part “neuro” mean?"} | changes
    return make_item(Choices(options=make_options(*texts)), **changes)


def select_all(*texts: str, **changes: Any) -> Item:
    """Return a select-all item; a star marks a key."""
    changes = {"type": ItemType.SELECT_ALL, "stem": "Which of these animals can fly?"} | changes
    return make_item(Choices(options=make_options(*texts)), **changes)


def statement(stem: str, *, answer: bool, correction: str = "", **changes: Any) -> Item:
    """Return a statement to be judged."""
    options = tuple(
        Option(id=verdict, text=verdict.title(), rationale="This is why it is so.", is_key=is_key)
        for verdict, is_key in (("true", answer), ("false", not answer))
    )
    body = Choices(options=options, correction=correction or "The statement, put right.")
    return make_item(body, type=ItemType.TRUE_FALSE, stem=stem, **changes)


def matching(*pairs: tuple[str, str], extras: tuple[str, ...] = ("bark",), **changes: Any) -> Item:
    """Return a matching item of subjects and their matches."""
    options = make_options(*(match for _, match in pairs), *extras)
    subjects = tuple(
        Subject(id=f"pair-{place}", text=subject, key=options[place].id)
        for place, (subject, _) in enumerate(pairs)
    )
    changes = {"type": ItemType.MATCHING, "stem": "Which sound does each of these make?"} | changes
    return make_item(Matching(subjects=subjects, options=options), **changes)


def typed(*answers: str, rationale: str = "This is what the word means.", **changes: Any) -> Item:
    """Return an item that is answered by typing."""
    changes = {
        "type": ItemType.SHORT_ANSWER,
        "stem": "What is the part of the body in the neck called?",
    } | changes
    return make_item(ShortAnswer(answers=answers, rationale=rationale), **changes)


def ordering(*texts: str, **changes: Any) -> Item:
    """Return steps to be put in order."""
    options = make_options(*texts)
    changes = {"type": ItemType.ORDERING, "stem": "In which order do these steps happen?"} | changes
    return make_item(Ordering(options=options, key=tuple(option.id for option in options)), **changes)


def with_rationale(item: Item, rationale: str) -> Item:
    """Return the item with another rationale for its first option."""
    assert isinstance(item.body, Choices)
    first, *rest = item.body.options
    options = (replace(first, rationale=rationale), *rest)
    return replace(item, body=replace(item.body, options=options))


SINGLE = single("Nerve*", "Gland", "Blood")
SELECT_ALL = select_all("Crow*", "Frog", "Gull*", "Horse", "Snail")
TRUE = statement("Cats purr when they rest.", answer=True)
FALSE = statement("Cows live in water.", answer=False)
MATCHING = matching(("Cat", "purr"), ("Cow", "moo"), ("Hen", "cluck"))
TYPED = typed("purring", stem="What is the sound of a happy cat?")
ORDERING = ordering("An egg lies in a nest", "A chick breaks the shell", "A young bird flies off")
SOUND = (SINGLE, SELECT_ALL, TRUE, FALSE, MATCHING, TYPED, ORDERING)
"""One sound item of each type, and both verdicts."""
