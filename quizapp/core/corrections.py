"""What counts as a correction of a key, and what an answer is worth once its item was corrected."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.core import cards
from quizapp.core.errors import CorrectionUnsaidError
from quizapp.core.grading import Mark, grade
from quizapp.core.items import (
    Body,
    Choices,
    Cloze,
    Item,
    Matching,
    Matrix,
    Numeric,
    Option,
    Ordering,
    Response,
    Row,
    ShortAnswer,
    Subject,
)
from quizapp.core.numbers import range_of
from quizapp.core.typed_answers import accepts, fold
from quizapp.core.typed_numbers import fold_unit

SIGNS = re.compile(r"\d+(?:[.,]\d+)*|[<>≤≥=±+%~]")
"""What tells numbers apart that read alike once points and signs are left out: 1.5 and 15, < 2 and > 2."""

NOT_THERE = "not-there"
"""The id of what is right now and was not among what could be chosen."""


class KeyChange(StrEnum):
    """What a new version does to the answers that could be given to the one before.

    ``NONE``: each scores as before. ``CORRECTED``: some score otherwise. ``UNCLEAR``: the question or what
    was right reads otherwise now, so that only a person can tell whether it was wrong.
    """

    NONE = "none"
    CORRECTED = "corrected"
    UNCLEAR = "unclear"


@dataclass(frozen=True, kw_only=True)
class ChangedAnswer:
    """One right answer before and now, and why it is right; ``subject`` is what of the item it answers."""

    subject: str
    said: str
    says: str
    why: str


def key_change(before: Item, after: Item) -> KeyChange:
    """Return what a newer version of an item does to the answers that could be given to the older one."""
    corrected = as_corrected(before, after)
    if corrected is None:
        same = before.type == after.type and _key_texts(before) == _key_texts(after)
        return KeyChange.NONE if same else KeyChange.UNCLEAR
    return KeyChange.NONE if _same_keys(before.body, corrected.body) else KeyChange.CORRECTED


def refuse_silence(change: KeyChange, sentence: str) -> None:
    """Let a key be corrected only by somebody who says what was wrong, and what is right.

    :raises CorrectionUnsaidError: the key is corrected, and nothing is said of it.
    """
    if change is KeyChange.CORRECTED and not sentence:
        raise CorrectionUnsaidError


def as_corrected(shown: Item, corrected: Item) -> Item | None:
    """Return an item as it was shown, with the keys and the reasons that a later version of it has.

    So an answer to it is marked by the later version, whatever letters its options have there. Options are
    the same where they read the same; what is right now and could not be chosen then is called `NOT_THERE`.
    None where the two cannot be held against each other: the question reads otherwise, or both what was
    right and what is right now stand in one of them only.
    """
    if asks_otherwise(shown, corrected):
        return None
    body = _body(shown.body, corrected.body)
    return None if body is None else replace(shown, body=body)


def mark_now(shown: Item, corrected: Item | None, response: Response) -> Mark:
    """Return what an answer earns by the key of a later version, if there is one; by that shown if none fits.

    Who answered something that the later version no longer asks keeps the mark that they had.
    """
    again = as_corrected(shown, corrected) if corrected else None
    return grade(again or shown, response)


def more_right(shown: Item, corrected: Item, responses: Collection[Response]) -> int:
    """Return 1 where an answer is right by the key of a later version only, −1 where none is any more."""
    now = any(mark_now(shown, corrected, response).is_right for response in responses)
    return now - any(grade(shown, response).is_right for response in responses)


def asks_otherwise(before: Item, after: Item) -> bool:
    """Tell whether a newer version asks something else, so that its key says nothing of that of the older."""
    texts = [item.body.text if isinstance(item.body, Cloze) else "" for item in (before, after)]
    return before.type != after.type or not reads_alike(before.stem, after.stem) or not reads_alike(*texts)


def reads_alike(one: str, other: str) -> bool:
    """Tell whether two texts say the same, but for case, hyphens, points, UK or US spelling."""
    return _plain(one) == _plain(other)


def changed_answers(before: Item, after: Item) -> tuple[ChangedAnswer, ...]:
    """Return the right answers that differ between two versions; all of the newer, where none is shown to."""
    said = {face: _texts(before, face) for face in cards.asked_faces(before)}
    found = [
        ChangedAnswer(
            subject="" if face == cards.MAIN else cards.front(after, face, seed="").subject,
            said=said.get(face, ""),
            says=_texts(after, face),
            why=" ".join(dict.fromkeys(one.rationale for one in cards.back(after, face).answers)),
        )
        for face in cards.asked_faces(after)
    ]
    return tuple(one for one in found if one.said != one.says) or tuple(found)


def in_general(before: Item, after: Item) -> str:
    """Return what a correction is, in a sentence for each right answer made from both keys.

    Where the question asks otherwise now, it is not said that its key was wrong.
    """
    if asks_otherwise(before, after):
        return "This question asks otherwise now, and its right answer reads otherwise, too."
    return " ".join(_sentence(one) for one in changed_answers(before, after))


def _sentence(one: ChangedAnswer) -> str:
    where = f"For “{one.subject}”, this" if one.subject else "This"
    if one.said in {"", one.says}:
        return f"{where} question counts other answers as right now; the one shown is “{one.says}”."
    return f"{where} question gave “{one.said}” as the right answer; right is “{one.says}”."


def _texts(item: Item, face: str) -> str:
    back = cards.back(item, face)
    return (" → " if back.in_order else "; ").join(answer.text for answer in back.answers)


def _plain(text: str) -> tuple[str, tuple[str, ...]]:
    return fold(text), tuple(SIGNS.findall(text))


def _body(shown: Body, corrected: Body) -> Body | None:
    found: Body | None = None
    match shown, corrected:
        case Choices(), Choices():
            found = _choices(shown, corrected)
        case Matching(), Matching():
            found = _matching(shown, corrected)
        case Matrix(), Matrix():
            found = _matrix(shown, corrected)
        case Cloze(), Cloze():
            found = _cloze(shown, corrected)
        case Ordering(), Ordering():
            found = _ordering(shown, corrected)
        case ShortAnswer(), ShortAnswer():
            found = replace(shown, answers=corrected.answers, rationale=corrected.rationale)
        case Numeric(), Numeric():
            found = _numeric(shown, corrected)
    return found


def _numeric(shown: Numeric, corrected: Numeric) -> Numeric | None:
    """Return the later number with every way to write its unit that either version takes.

    So nobody's answer turns wrong because a way to write the unit is no longer listed. None where the unit
    shown is another: a number that was typed without it says something else then.
    """
    if not (_shows_a_unit_of(shown, corrected) and _shows_a_unit_of(corrected, shown)):
        return None
    others = dict.fromkeys(unit for unit in (*shown.units, *corrected.units) if unit != shown.unit)
    return replace(corrected, unit=shown.unit, other_units=tuple(others))


def _shows_a_unit_of(one: Numeric, other: Numeric) -> bool:
    """Tell whether the unit that one version shows is among those that the other takes."""
    return fold_unit(one.unit) in {fold_unit(unit) for unit in (other.unit, *other.other_units)}


def _choices(shown: Choices, corrected: Choices) -> Choices | None:
    options = _rekeyed(shown.options, corrected.options)
    return None if options is None else Choices(options=options, correction=corrected.correction)


def _rekeyed(shown: Sequence[Option], corrected: Sequence[Option]) -> tuple[Option, ...] | None:
    """Return the options shown, right as they are in the later version; None where that cannot be told."""
    now = _same_options(shown, corrected)
    options = _with_reasons(shown, now)
    were_right = {option.id for option in shown if option.is_key}
    lost = were_right - now.keys()
    if any(option.is_key for option in options):
        return None if lost and len(were_right) > 1 else options
    missing = next(option for option in corrected if option.is_key)
    return None if lost else (*options, replace(missing, id=NOT_THERE))


def _with_reasons(shown: Sequence[Option], now: Mapping[str, Option]) -> tuple[Option, ...]:
    """Return the options shown, right as they are ``now``; of one that is gone, no reason is known."""
    return tuple(
        replace(
            option,
            is_key=option.id in now and now[option.id].is_key,
            rationale=now[option.id].rationale if option.id in now else "",
        )
        for option in shown
    )


def _matching(shown: Matching, corrected: Matching) -> Matching | None:
    now = _same_options(shown.options, corrected.options)
    keys = _part_keys(shown.subjects, corrected.subjects, now)
    if keys is None:
        return None
    return Matching(
        subjects=tuple(replace(subject, key=keys[subject.id]) for subject in shown.subjects),
        options=_with_reasons(shown.options, now),
    )


def _matrix(shown: Matrix, corrected: Matrix) -> Matrix | None:
    keys = _part_keys(shown.rows, corrected.rows, _same_options(shown.options, corrected.options))
    if keys is None:
        return None
    reasons = {row.id: row.rationale for row in corrected.rows}
    rows = (replace(row, key=keys[row.id], rationale=reasons[row.id]) for row in shown.rows)
    return replace(shown, rows=tuple(rows))


def _part_keys(
    shown: Sequence[Subject | Row], corrected: Sequence[Subject | Row], now: Mapping[str, Option]
) -> dict[str, str] | None:
    """Return which option shown fits each subject or row shown; None where that cannot be told."""
    then = {option.id: id_ for id_, option in now.items()}
    parts = {part.id: part for part in corrected}
    keys = {}
    for part in shown:
        newer = parts.get(part.id)
        if newer is None or not reads_alike(part.text, newer.text):
            return None
        if newer.key not in then and part.key not in now:
            return None
        keys[part.id] = then.get(newer.key, NOT_THERE)
    return keys


def _cloze(shown: Cloze, corrected: Cloze) -> Cloze | None:
    now = {blank.id: blank for blank in corrected.blanks}
    if now.keys() != {blank.id for blank in shown.blanks}:
        return None
    blanks = []
    for blank in shown.blanks:
        options = _rekeyed(blank.options, now[blank.id].options)
        if options is None:
            return None
        blanks.append(replace(blank, options=options))
    return replace(shown, blanks=tuple(blanks))


def _ordering(shown: Ordering, corrected: Ordering) -> Ordering | None:
    now = _same_options(shown.options, corrected.options)
    then = {option.id: id_ for id_, option in now.items()}
    if not len(shown.options) == len(corrected.options) == len(now):
        return None
    options = _with_reasons(shown.options, now)
    return Ordering(options=options, key=tuple(then[id_] for id_ in corrected.key))


def _same_options(shown: Sequence[Option], corrected: Sequence[Option]) -> dict[str, Option]:
    """Return the option of the later version that each option shown is, by the id of the one shown.

    Those are paired first that read the same to the letter, then those that say the same.
    """
    by_letter = _paired(shown, corrected, lambda option: (option.text, option.region))
    taken = {option.id for option in by_letter.values()}
    left = [option for option in shown if option.id not in by_letter]
    others = [option for option in corrected if option.id not in taken]
    return by_letter | _paired(left, others, lambda option: (_plain(option.text), option.region))


def _paired(
    shown: Iterable[Option], corrected: Iterable[Option], name: Callable[[Option], object]
) -> dict[str, Option]:
    """Pair the options of which just one has a name on either side."""
    then, now = _by_name(shown, name), _by_name(corrected, name)
    return {
        ones[0].id: now[named][0]
        for named, ones in then.items()
        if len(ones) == 1 and len(now.get(named, ())) == 1
    }


def _by_name(options: Iterable[Option], name: Callable[[Option], object]) -> dict[object, list[Option]]:
    found: dict[object, list[Option]] = {}
    for option in options:
        found.setdefault(name(option), []).append(option)
    return found


def _same_keys(one: Body, other: Body) -> bool:
    """Tell whether two bodies with the same options have the same keys."""
    match one, other:
        case Choices(), Choices():
            return one.key_ids == other.key_ids
        case Ordering(), Ordering():
            return one.key == other.key
        case ShortAnswer(), ShortAnswer():
            return _accept_the_same(one.answers, other.answers)
        case Numeric(), Numeric():
            return range_of(one) == range_of(other)
        case ((Matching() | Matrix() | Cloze()), (Matching() | Matrix() | Cloze())):
            return one.keys == other.keys
        case _:
            return False


def _accept_the_same(one: Sequence[str], other: Sequence[str]) -> bool:
    return all(accepts(text, other) for text in one) and all(accepts(text, one) for text in other)


def _key_texts(item: Item) -> object:
    """Return what is right in an item, by what is told of it."""
    if isinstance(item.body, Numeric):
        return range_of(item.body), item.body.unit
    return [
        {_plain(answer.text) for answer in cards.back(item, face).answers}
        if not isinstance(item.body, Ordering)
        else [_plain(answer.text) for answer in cards.back(item, face).answers]
        for face in sorted(cards.asked_faces(item))
    ]
