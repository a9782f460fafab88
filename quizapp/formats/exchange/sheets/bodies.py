"""Bodies of items from rows of a spreadsheet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from quizapp.core.exchange import AcceptedNumber, Numbers
from quizapp.core.items import Body, Choices, ItemType, Option, Ordering, ShortAnswer
from quizapp.core.numbers import EXACT, exact
from quizapp.formats.exchange.numeric import Understood, understood
from quizapp.formats.exchange.sheets.keys import UnreadableError, keyed
from quizapp.formats.exchange.sheets.layout import Column, Part
from quizapp.formats.exchange.sheets.lists import parted
from quizapp.formats.exchange.sheets.parts import check_number, cloze, matching, matrix, option
from quizapp.formats.exchange.sheets.rows import Record
from quizapp.formats.item_bodies import lettered

TRUE, FALSE = frozenset({"true", "t"}), frozenset({"false", "f"})


def body_of(item_type: ItemType, row: Record) -> Body:
    """Return the body that a row describes; raises ``UnreadableError`` where it describes none."""
    make = _MAKERS.get(item_type)
    return make(row) if make else _choices(row, item_type)


def numbers(row: Record) -> Understood:
    """Return the number that is asked for in its unit, or all numbers that are taken for an answer."""
    margin = _number(row.one(Column.TOLERANCE) or "0")
    if margin < 0:
        raise UnreadableError(
            "tolerance", "The tolerance is below zero.", "Write how far off an answer may be."
        )
    told = list(row.all(Part.OPTION).values()) or parted(row.one(Column.KEY))
    answers = []
    for text in told:
        value = _number(text)
        low, high = EXACT.subtract(value, margin), EXACT.add(value, margin)
        answers.append(AcceptedNumber(low=low, high=high, shown=text))
    if not answers:
        keyed("", {})
    found = understood(Numbers(answers=tuple(answers)), rationale=row.one(Column.FEEDBACK))
    if isinstance(found.body, Numbers):
        return found
    others = tuple(parted(row.one(Column.OTHER_UNITS)))
    return replace(found, body=replace(found.body, unit=row.one(Column.UNIT), other_units=others))


def _number(text: str) -> Decimal:
    value = exact(text)
    if value is None:
        raise UnreadableError(
            "no-key",
            f"“{text[:80]}” is no number, or has too many digits.",
            "Write the number alone, with a decimal point.",
        )
    return value


def _choices(row: Record, item_type: ItemType) -> Choices:
    texts = row.all(Part.OPTION)
    wrong = row.all(Part.WRONG)
    if wrong and not texts:
        # “Correct answer” holds the text itself here, and the others have columns of their own.
        key = row.one(Column.KEY)
        if not key:
            keyed("", {})
        options = [Option(id="", text=key, rationale=row.one(Column.FEEDBACK), is_key=True)]
        options += [Option(id="", text=text, rationale="") for text in wrong.values()]
        check_number(len(options))
        return Choices(options=lettered(options)[0])
    check_number(len(texts))
    keys = keyed(row.one(Column.KEY), texts)
    options = [option(row, number, text, is_key=number in keys) for number, text in texts.items()]
    if item_type is ItemType.HOTSPOT and not all(option.region for option in options):
        raise UnreadableError(
            "no-region",
            "A place on a picture is not said by the id of its region.",
            "Write the ids of the regions into the columns “region 1”, “region 2” and so on.",
        )
    return Choices(options=lettered(options)[0])


def _statement(row: Record) -> Choices:
    texts = row.all(Part.OPTION) or {1: "True", 2: "False"}
    verdicts = {number: _verdict(text) for number, text in texts.items()}
    if sorted(verdicts.values(), key=str) != [False, True]:
        raise UnreadableError(
            "no-such-type",
            "The options of a true/false question are “True” and “False”.",
            "Leave them out, or call the question a single choice.",
        )
    key = row.one(Column.KEY)
    told = _verdict(key)
    if told is None:
        places = keyed(key, texts)
        if len(places) > 1:
            raise UnreadableError("several-keys", "Both “True” and “False” are keys.", "Keep one of them.")
        told = verdicts[places[0]]
    by_verdict = {verdict: number for number, verdict in verdicts.items()}
    return Choices(
        options=tuple(
            Option(
                id=str(verdict).lower(),
                text=str(verdict),
                rationale=row.part(Part.RATIONALE, by_verdict[verdict]),
                is_key=verdict is told,
                because=row.part(Part.BECAUSE, by_verdict[verdict]),
            )
            for verdict in (True, False)
        ),
        correction=row.one(Column.CORRECTION),
    )


def _verdict(text: str) -> bool | None:
    word = text.casefold().strip(" .")
    return True if word in TRUE else False if word in FALSE else None


def _short_answer(row: Record) -> ShortAnswer:
    answers = list(row.all(Part.OPTION).values()) or parted(row.one(Column.KEY))
    if not answers:
        keyed("", {})
    return ShortAnswer(answers=tuple(answers), rationale=row.one(Column.FEEDBACK))


def _ordering(row: Record) -> Ordering:
    steps = row.all(Part.OPTION)
    check_number(len(steps))
    order = list(steps)
    if key := row.one(Column.KEY):
        order = list(keyed(key, steps))
        ranks = {place: steps_ for steps_, place in zip(steps, order, strict=False)}
        if sorted(order) != list(steps):
            raise UnreadableError(
                "no-key",
                "The key does not name each step once.",
                "Write the steps in their right order, and leave the key empty.",
            )
        if any(sign.isdecimal() for sign in key) and [ranks[place] for place in steps] != order:
            raise UnreadableError(
                "ambiguous-key",
                "The numbers of the key could be the order of the steps, or the place of each step.",
                "Write the steps in their right order, and leave the key empty.",
            )
    options, key_ids = lettered(option(row, number, steps[number]) for number in order)
    return Ordering(options=options, key=key_ids)


_MAKERS: Mapping[ItemType, Callable[[Record], Body]] = {
    ItemType.TRUE_FALSE: _statement,
    ItemType.MATCHING: matching,
    ItemType.SHORT_ANSWER: _short_answer,
    ItemType.ORDERING: _ordering,
    ItemType.DROPDOWN_CLOZE: cloze,
    ItemType.MATRIX: matrix,
}
