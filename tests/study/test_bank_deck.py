"""A bank as a deck for Anki: what is imported twice is there once, also beside a learner's own copy."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from quizapp.core.banks import Bank
from quizapp.core.cards import faces_of
from quizapp.core.facts import Knowledge
from quizapp.core.items import Item, Status
from quizapp.core.taken_cards import CardName, guid_of
from quizapp.formats.anki_deck import write_anki_deck
from quizapp.study.taking.bank_deck import anki_writer
from tests.core.builders import make_hotspot, make_item, make_matching
from tests.formats.taken import FACT, NERVE, NOW, SOURCE, make_picture, make_taken
from tests.formats.test_anki_deck import STYLE, held_after

KNOWLEDGE = Knowledge(
    facts={"F001": FACT},
    sources={"cruk-2014": SOURCE},
    terms={"nerve": NERVE},
    pictures={"square": make_picture()},
)
PAIRS = replace(make_matching({"insulin": "Less sugar", "gastrin": "More acid"}, "Air"), id="pairs")


def written(*items: Item, hours: int = 0, knowledge: Knowledge = KNOWLEDGE) -> tuple[bytes, list[str]]:
    """Return the deck of a bank of these items, and what is told of what stays behind."""
    bank = Bank(id="words", title="Words", description="", language="en-GB", items=items)
    found = anki_writer(style=STYLE, now=NOW + timedelta(hours=hours))(bank, knowledge)
    return found.data, [finding.rule for finding in found.findings]


def test_a_later_copy_updates_every_card_of_the_bank_and_doubles_none(tmp_path: Path) -> None:
    items = make_item(id="first"), PAIRS
    changed = make_item(id="first", stem="What does “neuro” stand for?"), PAIRS
    before, after = held_after(tmp_path, written(*items)[0], written(*changed, hours=1)[0])
    names = {guid_of("words", CardName(item=item.id, face=face)) for item in items for face in faces_of(item)}
    assert set(before["fields"]) == set(after["fields"]) == names
    assert "What does “neuro” stand for?" in after["fields"]["words/first/main"][0]
    assert len([name for name in after["decks"] if name.endswith("Words")]) == 1


def test_the_deck_of_a_bank_and_that_of_a_learner_are_one(tmp_path: Path) -> None:
    learners = write_anki_deck(make_taken(), style=STYLE, now=NOW)
    before, after = held_after(tmp_path, learners, written(make_item(), hours=1)[0])
    assert before["notes"] == after["notes"] == 1
    assert before["decks"] == after["decks"]


def test_what_learners_are_not_given_is_told_and_left_out() -> None:
    superseded = replace(FACT, superseded_by="F002")
    assert written(make_item(status=Status.DRAFT))[1] == ["not-published"]
    assert written(make_item(facts=("F404",)))[1] == ["unknown"]
    assert written(make_hotspot("tail*", "fin", picture="square"))[1] == ["unknown"]
    old = replace(KNOWLEDGE, facts={"F001": superseded})
    assert written(make_item(), knowledge=old)[1] == ["superseded"]
