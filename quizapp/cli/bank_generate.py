"""Drafts made by rule, as the text of a bank file and as plain values for JSON."""

from collections.abc import Iterator
from typing import Any

from quizapp.core.banks import Bank
from quizapp.core.facts import Knowledge
from quizapp.core.generation.drafting import Drafts, reasons
from quizapp.formats.bank_json import banks_as_json
from quizapp.formats.toml_writer import items_as_toml
from quizapp.web.filters import count_of


def draft_lines(drafts: Drafts, *, seed: int) -> Iterator[str]:
    """Return the drafts as TOML to be put into a bank file, and what was not made as comments."""
    yield f"# {_summary(drafts, seed)} Read each, mend it, then publish it."
    for (rule, why), count in reasons(drafts.dropped).items():
        yield f"# {count_of(count, 'question', 'questions')} not made: {rule}, {why}."
    if not drafts.items:
        yield f"# {_nothing(drafts)}"
    yield ""
    yield items_as_toml(drafts.items)


def drafts_as_json(drafts: Drafts, knowledge: Knowledge, *, seed: int) -> dict[str, Any]:
    """Return the drafts as `bank export` writes items, and how often which rule forbade a question."""
    bank = Bank(id="drafts", title="Drafts", description="", language="en-GB", items=drafts.items)
    return {
        "ok": bool(drafts.items),
        "summary": _summary(drafts, seed) if drafts.items else _nothing(drafts),
        "seed": seed,
        "facts_asked": sorted({fact for item in drafts.items for fact in item.facts}),
        "items": banks_as_json([bank], knowledge)["banks"][0]["items"],
        "dropped": [
            {"rule": rule, "why": why, "count": count}
            for (rule, why), count in reasons(drafts.dropped).items()
        ],
    }


def _summary(drafts: Drafts, seed: int) -> str:
    asked = len({fact for item in drafts.items for fact in item.facts})
    made = count_of(len(drafts.items), "draft", "drafts")
    return f"{made} on {count_of(asked, 'fact', 'facts')}, made by rule with seed {seed}."


def _nothing(drafts: Drafts) -> str:
    if drafts.dropped:
        return "Nothing could be made that is provably sound: see which rules forbade it."
    return (
        "No fact of this topic is said by ids yet, so nothing can be made by rule. Give facts a subject, "
        "relation and object (questions/README.md), or write the questions by hand."
    )
