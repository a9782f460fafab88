"""Items of QTI 1.2 in our types: what Canvas writes, and what others do where it is certain what is meant."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.core.exchange import FULL, AcceptedNumber, Numbers
from quizapp.core.items import Body, ItemType, Numeric, ShortAnswer
from quizapp.formats.exchange import bodies
from quizapp.formats.exchange.bodies import MOST_OPTIONS, Answer
from quizapp.formats.exchange.numeric import Note, kept, understood
from quizapp.formats.exchange.places import naming_places
from quizapp.formats.exchange.qti12 import numbers
from quizapp.formats.exchange.qti12.feedback import GENERAL, Feedback
from quizapp.formats.exchange.qti12.item import Label, Part, SourceItem
from quizapp.formats.exchange.qti12.scoring import (
    Rule,
    Told,
    UnclearError,
    of_one,
    of_several,
    percent,
    right_order,
    right_texts,
)

_WORDS_OF_STATEMENTS = ["false", "true"]


class NoSuchTypeError(Exception):
    """We have no type for the item; the message is what it is called elsewhere."""


class NoItemError(Exception):
    """What stands there cannot be asked; its arguments are a rule, a sentence and what to do."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An item with what its conditions and its feedback say."""

    item: SourceItem
    rules: Sequence[Rule]
    feedback: Feedback

    @property
    def part(self) -> Part:
        """The one place for an answer."""
        if len(self.item.parts) != 1:
            raise UnclearError
        return self.item.parts[0]


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What was understood of an item; a type of None is one of numbers that we do not ask for.

    ``notes`` are what is to be said of it: rules, messages and fixes.
    """

    type: ItemType | None
    stem: str
    body: Body | Numbers
    feedback: str = ""
    weights: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


Understanding = Callable[[Asked], Understood]


def single_choice(asked: Asked) -> Understood:
    """Return an item where one option is chosen, or one that is true or false."""
    part = asked.part
    fit(part.labels)
    told = of_one(asked.rules, part)
    weights = percent({name: one.score for name, one in told.items()})
    answers, general = _answers(asked, told, weights)
    words = [answer.text.casefold() for answer in answers]
    if asked.item.told_type != "multiple_choice_question" and sorted(words) == _WORDS_OF_STATEMENTS:
        return _statement(asked, dict(zip(words, answers, strict=True)), general)
    return _chosen(asked, ItemType.SINGLE_CHOICE, answers, general)


def _statement(asked: Asked, by_word: Mapping[str, Answer], general: str) -> Understood:
    right = [word for word, answer in by_word.items() if answer.weight >= FULL]
    if len(right) != 1:
        raise UnclearError
    body = bodies.statement(
        is_true=right == ["true"],
        told_true=by_word["true"].feedback,
        told_false=by_word["false"].feedback,
        correction=asked.feedback.correction,
    )
    return Understood(type=ItemType.TRUE_FALSE, stem=asked.item.stem, body=body, feedback=general)


def select_all(asked: Asked) -> Understood:
    """Return an item where all options that are right are chosen."""
    fit(asked.part.labels)
    told = of_several(asked.rules, asked.part)
    total = sum(one.score for one in told.values() if one.score > 0)
    if total <= 0:
        raise UnclearError
    weights = {name: round(one.score / total * FULL, 5) for name, one in told.items()}
    answers, general = _answers(asked, told, weights)
    return _chosen(asked, ItemType.SELECT_ALL, answers, general)


def _chosen(asked: Asked, item_type: ItemType, answers: list[Answer], general: str) -> Understood:
    chosen = bodies.choices(answers, item_type)
    note = naming_places([answer.text for answer in answers])
    return Understood(
        type=item_type,
        stem=asked.item.stem,
        body=chosen.body,
        feedback=general,
        weights=chosen.weights,
        notes=(note,) if note else (),
    )


def _answers(
    asked: Asked, told: Mapping[str, Told], weights: Mapping[str, float]
) -> tuple[list[Answer], str]:
    """Return the options, and what is told to everybody: what is not told to some of them alone."""
    counts = Counter(name for one in told.values() for name in set(one.feedback))
    shared = {name for name, count in counts.items() if GENERAL.fullmatch(name) or count == len(told)}
    answers = [
        Answer(
            text=label.text,
            weight=weights[label.ident],
            feedback=asked.feedback.of(one for one in told[label.ident].feedback if one not in shared),
        )
        for label in asked.part.labels
        if label.text or weights[label.ident] > 0
    ]
    if not all(answer.text for answer in answers):
        raise UnclearError
    return answers, asked.feedback.general(shared)


def short_answer(asked: Asked) -> Understood:
    """Return an item where a word is typed."""
    weights = percent(right_texts(asked.rules, asked.part))
    right = [text for text, weight in weights.items() if weight >= FULL]
    less = {text: weight for text, weight in weights.items() if weight < FULL}
    return typed(asked, right, less=less)


def typed(asked: Asked, right: Sequence[str], *, less: Mapping[str, float]) -> Understood:
    """Return an item with those answers; ``less`` earn a part of the mark."""
    answers = tuple(dict.fromkeys(filter(None, right)))
    if not answers:
        raise UnclearError
    body = ShortAnswer(answers=answers, rationale=asked.feedback.general())
    return Understood(type=ItemType.SHORT_ANSWER, stem=asked.item.stem, body=body, weights=less)


def numeric(asked: Asked) -> Understood:
    """Return an item that is answered by a number."""
    _ = asked.part
    accepted = numbers.accepted(asked.rules)
    best = max(rule.earns for rule, _ in accepted)
    body = Numbers(
        answers=tuple(
            AcceptedNumber(
                low=found.low,
                high=found.high,
                shown=found.shown,
                weight=round(rule.earns / best * FULL, 5),
                feedback=asked.feedback.of(rule.condition.feedback),
            )
            for rule, found in accepted
        )
    )
    general = asked.feedback.general()
    has_ends = all(found.counts_ends for _, found in accepted)
    found = understood(body, rationale=general) if has_ends else kept(body)
    is_one = isinstance(found.body, Numeric)
    return Understood(
        type=ItemType.NUMERIC if is_one else None,
        stem=asked.item.stem,
        body=found.body,
        feedback="" if is_one else general,
        notes=found.notes,
    )


def ordering(asked: Asked) -> Understood:
    """Return an item whose options are put in order."""
    fit(asked.part.labels)
    texts = {label.ident: label.text for label in asked.part.labels}
    steps = (Answer(text=texts[name]) for name in right_order(asked.rules, asked.part))
    return Understood(
        type=ItemType.ORDERING,
        stem=asked.item.stem,
        body=bodies.ordering(steps),
        feedback=asked.feedback.general(),
    )


def fit(labels: Sequence[Label]) -> None:
    """Raise an error for options that cannot be offered together; Canvas writes empty ones, too."""
    filled = sum(1 for label in labels if label.text)
    if filled > MOST_OPTIONS:
        raise too_many()
    if filled < 2:
        raise too_few()
    if len({label.ident for label in labels}) < len(labels):
        raise UnclearError


def too_many() -> NoItemError:
    """Return the error for what has no letters left for its options."""
    return NoItemError(
        "too-many-options",
        f"It has more than {MOST_OPTIONS} options.",
        "Split it into several questions.",
    )


def too_few() -> NoItemError:
    """Return the error for what leaves no choice."""
    return NoItemError("too-few-options", "It has fewer than two options.", "Add what else can be chosen.")
