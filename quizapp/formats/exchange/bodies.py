"""Bodies of items from what files of other systems say of their answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.core.exchange import FULL
from quizapp.core.items import Choices, ItemType, Matching, Matrix, Option, Ordering, Row, Subject
from quizapp.formats.item_bodies import lettered

MOST_OPTIONS = 26
"""Options have letters for names."""

ASKS_FOR_GAPS = "Choose what fits into each gap."
"""The stem of a text with gaps whose author wrote none."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Something to be chosen: what it earns in percent of the mark, and what is told to who chose it."""

    text: str
    weight: float = 0
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A body of choices; ``weights`` by option id, empty where marks are all or nothing as ours are."""

    body: Choices
    weights: Mapping[str, float]


def choices(answers: Sequence[Answer], item_type: ItemType) -> Chosen:
    """Return the body of a single-choice or select-all item of at most ``MOST_OPTIONS`` answers.

    In a single choice what earns the whole mark is a key, in a select-all what earns anything.
    """
    least = FULL if item_type is ItemType.SINGLE_CHOICE else 0.000001
    options, ids = lettered(
        Option(id="", text=one.text, rationale=one.feedback, is_key=one.weight >= least) for one in answers
    )
    weights = {name: one.weight for name, one in zip(ids, answers, strict=True)}
    return Chosen(body=Choices(options=options), weights={} if _are_usual(weights, item_type) else weights)


def _are_usual(weights: Mapping[str, float], item_type: ItemType) -> bool:
    """Tell whether the weights say no more than which options are right."""
    earning = {weight for weight in weights.values() if weight > 0}
    if item_type is ItemType.SINGLE_CHOICE:
        return set(weights.values()) <= {0, FULL}
    return len(earning) <= 1


def statement(*, is_true: bool, told_true: str = "", told_false: str = "", correction: str = "") -> Choices:
    """Return the body of a true/false item; what is told to who chose “true”, and to who chose “false”."""
    return Choices(
        options=(
            Option(id="true", text="True", rationale=told_true, is_key=is_true),
            Option(id="false", text="False", rationale=told_false, is_key=not is_true),
        ),
        correction=correction,
    )


def matching(
    pairs: Iterable[tuple[str, str]],
    extra: Iterable[str] = (),
    *,
    rationales: Mapping[str, str] | None = None,
) -> Matching:
    """Return the body of a matching item from (subject, what fits it) and from what fits none.

    What stands several times is one option. ``rationales`` go by what fits.
    """
    told = rationales or {}
    pairs = list(pairs)
    texts = list(dict.fromkeys([*(match for _, match in pairs), *extra]))
    options, ids = lettered(Option(id="", text=text, rationale=told.get(text, "")) for text in texts)
    by_text = dict(zip(texts, ids, strict=True))
    return Matching(
        subjects=tuple(
            Subject(id=f"pair-{number}", text=subject, key=by_text[match])
            for number, (subject, match) in enumerate(pairs, start=1)
        ),
        options=options,
    )


def matrix(body: Matching) -> Matrix:
    """Return the matrix that was written as a matching item; its rows have no reasons any more."""
    return Matrix(
        options=body.options,
        rows=tuple(
            Row(id=subject.id, text=subject.text, key=subject.key, rationale="") for subject in body.subjects
        ),
    )


def ordering(steps: Iterable[Answer]) -> Ordering:
    """Return the body of an ordering item from its steps, first to last."""
    options, key = lettered(Option(id="", text=one.text, rationale=one.feedback) for one in steps)
    return Ordering(options=options, key=key)
