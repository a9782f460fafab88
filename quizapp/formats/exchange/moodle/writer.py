"""A bank as Moodle XML, which Moodle reads with all that it has a place for."""

from collections.abc import Iterator

from quizapp.core.banks import Bank, Finding, Severity
from quizapp.core.exchange import TYPE, tags_of
from quizapp.core.facts import Knowledge
from quizapp.core.items import (
    Choices,
    Cloze,
    Item,
    ItemType,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Row,
    ShortAnswer,
)
from quizapp.formats.exchange.moodle.bodies import (
    MOST_EQUAL_PARTS,
    answers,
    asked,
    is_single,
    matching_rows,
    type_of,
)
from quizapp.formats.exchange.moodle.xml import element, lines, paragraphs, text, value
from quizapp.formats.exchange.writing import WrittenBank, feedback_lines, not_carried

LONGEST_ID = 100
"""Characters of an id number in Moodle."""

LONGEST_TAG = 50
"""Characters of a tag in Moodle, which cuts off what is longer."""

LONGEST_NAME = 80

FEWEST_ROWS = 3
"""Rows that Moodle's form asks for; its import takes fewer."""


def write_moodle(bank: Bank, knowledge: Knowledge) -> WrittenBank:
    """Return the bank as one category of questions; what Moodle would refuse is left out and told."""
    refused = {item.id: finding for item in bank.items if (finding := _refusal(item))}
    items = [item for item in bank.items if item.id not in refused]
    questions = [_category(bank), *(_question(item, knowledge) for item in items)]
    findings = [finding for item in bank.items for finding in _told(item, refused.get(item.id))]
    body = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', element("quiz", *questions), ""])
    return WrittenBank(data=body.encode(), findings=tuple(findings))


def _category(bank: Bank) -> str:
    # A slash would begin a category within the category.
    name = " ".join(bank.title.split()).replace("/", "//")
    return element("question", element("category", text(f"$course$/top/{name}")), type="category")


def _question(item: Item, knowledge: Knowledge) -> str:
    return element(
        "question",
        element("name", text(_name(item))),
        element("questiontext", text("".join(f"<p>{one}</p>" for one in asked(item))), format="html"),
        paragraphs("generalfeedback", [*feedback_lines(item, knowledge), *_reasons(item)]),
        value("defaultgrade", "1"),
        value("penalty", "1" if item.type is ItemType.TRUE_FALSE else "0.3333333"),
        value("hidden", "0"),
        value("idnumber", item.id if len(item.id) <= LONGEST_ID else ""),
        *answers(item),
        element("tags", *(element("tag", text(tag)) for tag in _tags(item))),
        type=type_of(item),
    )


def _name(item: Item) -> str:
    """Return by what teachers tell the question from others: how it begins."""
    line = " ".join(item.stem.split())
    short = line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"
    return lines(short)


def _tags(item: Item) -> tuple[str, ...]:
    own = tags_of(item)
    return (*own, f"{TYPE}:{item.type}") if item.type in {ItemType.MATRIX, ItemType.HOTSPOT} else own


def _reasons(item: Item) -> list[str]:
    """Return reasons that Moodle has no place for beside what they are about."""
    match item.body:
        case Matching(options=parts) | Matrix(rows=parts):
            told = [(part.text, part.rationale) for part in parts]
        case Cloze(blanks=blanks):
            told = [(option.text, option.rationale) for blank in blanks for option in blank.options]
        case _:
            told = []
    # Gaps often offer the same words, with the same reasons.
    return list(dict.fromkeys(f"{about}: {reason}" for about, reason in told if reason))


def _refusal(item: Item) -> Finding | None:
    """Return why Moodle would not take an item, or could not ask it; None where it would."""
    match item.body:
        case Choices(key_ids=keys) as body if not keys:
            why, fix = "It has no right option", "Mark one as right."
        case Choices(key_ids=keys) as body if len(keys) > MOST_EQUAL_PARTS and not is_single(item, body):
            why, fix = f"It has over {MOST_EQUAL_PARTS} right options", "Leave some out."
        case Cloze(blanks=blanks) if any(sum(one.is_key for one in gap.options) != 1 for gap in blanks):
            why, fix = "One of its gaps has not one word that fits", "Mark one as right in each gap."
        case _:
            return None
    return Finding(
        item=item.id,
        rule="refused",
        severity=Severity.WARNING,
        message=f"{why}, which Moodle cannot take, so this one is not in the file.",
        fix=fix,
    )


def _told(item: Item, refusal: Finding | None) -> Iterator[Finding]:
    """Return what Moodle does not take of an item, or why it does not take it at all."""
    if refusal:
        yield refusal
        return
    yield from (not_carried(item, what) for what in _not_carried(item))
    if _reasons(item):
        yield Finding(
            item=item.id,
            rule="reasons-together",
            severity=Severity.WARNING,
            message="The reasons of its parts stand together in the general feedback: Moodle has no other "
            "place for them.",
            fix="Keep the bank here too if you want to have them apart.",
        )
    if isinstance(item.body, Matching) and len(matching_rows(item.body)) < FEWEST_ROWS:
        yield Finding(
            item=item.id,
            rule="few-rows",
            severity=Severity.WARNING,
            message=f"Moodle takes it in, but asks for {FEWEST_ROWS} rows when somebody changes it there.",
            fix="Add a row, or something that fits none.",
        )


def _not_carried(item: Item) -> Iterator[str]:
    if item.type is ItemType.HOTSPOT:
        yield "The picture, on which a place is to be chosen,"
    elif item.picture:
        yield "The picture"
    if len(item.id) > LONGEST_ID:
        yield f"The lasting id, with more than {LONGEST_ID} characters,"
    if any(len(tag) > LONGEST_TAG for tag in _tags(item)):
        yield f"What a tag holds beyond {LONGEST_TAG} characters"
    if item.waived:
        yield "The reasons why warnings may stand"
    if any(part.because for part in _grounded(item)):
        yield "What its answers rest on"
    if _lasting(item):
        yield "The lasting names of its parts"
    if isinstance(item.body, Matching) and any(subject.reverse_stem for subject in item.body.subjects):
        yield "What flashcards ask the other way round"


def _grounded(item: Item) -> Iterator[Option | Row]:
    match item.body:
        case Choices(options=options) | Matching(options=options) | Ordering(options=options):
            yield from options
        case Matrix(rows=rows):
            yield from rows
        case Cloze(blanks=blanks):
            yield from (option for blank in blanks for option in blank.options)
        case ShortAnswer() | Numeric():
            pass


def _lasting(item: Item) -> bool:
    """Tell whether parts of an item have names that a reader of the file would not give them."""
    match item.body:
        case Matching(subjects=parts):
            word = "pair"
        case Matrix(rows=parts):
            word = "row"
        case Cloze(blanks=parts):
            word = "blank"
        case _:
            return False
    return [part.id for part in parts] != [f"{word}-{place}" for place in range(1, len(parts) + 1)]
