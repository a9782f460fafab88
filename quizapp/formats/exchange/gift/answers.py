"""The answers of a GIFT question, between its braces, as the body of an item."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.core.exchange import FULL, TYPE, Numbers, told_by
from quizapp.core.items import Body, Choices, ItemType
from quizapp.formats.exchange.bodies import MOST_OPTIONS, Answer, choices, matching, matrix, statement
from quizapp.formats.exchange.gift.numbers import numbers
from quizapp.formats.exchange.gift.pieces import (
    CHOSEN,
    TYPED,
    Given,
    Piece,
    at_least,
    at_most_options,
    given,
    pieces,
)
from quizapp.formats.exchange.gift.question import Question, Span, UnreadableError
from quizapp.formats.exchange.gift.steps import steps, tells_steps
from quizapp.formats.exchange.gift.typed import typed
from quizapp.formats.exchange.places import naming_places
from quizapp.formats.exchange.writing import correction_in

TRUE, FALSE = ("T", "TRUE"), ("F", "FALSE")
ESSAY = "essay"


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What the answers make of a question; ``weights`` as in ``ForeignItem``."""

    kind: str
    body: Body | Numbers | None
    weights: Mapping[str, float] = field(default_factory=dict)


def kind_of(answers: str) -> str:
    """Return what Moodle takes a question for by its answers, in Moodle's word."""
    if not answers:
        return ESSAY
    if tells_steps(answers):
        return "ordering"
    if answers.startswith("#"):
        return "numerical"
    if "~" in answers:
        return "multichoice"
    if "=" in answers and "->" in answers:
        return "match"
    return "truefalse" if answers.partition("#")[0].strip() in TRUE + FALSE else "shortanswer"


def read_answers(question: Question, answers: Span) -> Answers:
    """Return the body of a question of the kind that it has; raises ``UnreadableError``."""
    read_by = _READ_BY.get(question.kind)
    return read_by(question, answers) if read_by else Answers(kind=question.kind, body=None)


def _choice(question: Question, answers: Span) -> Answers:
    found = pieces(answers, CHOSEN)
    at_most_options(found)
    options = [option for piece in found if (option := _option(question, piece))]
    at_least(2, options, "options")
    # As in Moodle, one “=” anywhere makes it a question with one right answer.
    item_type = ItemType.SINGLE_CHOICE if "=" in answers.text else ItemType.SELECT_ALL
    chosen = choices(options, item_type)
    _look_at_keys(question, item_type, chosen.body, options)
    if note := naming_places([option.text for option in options]):
        rule, message, fix = note
        question.warn(rule, message, fix=fix)
    return Answers(kind=item_type, body=chosen.body, weights=chosen.weights)


def _option(question: Question, piece: Piece) -> Answer | None:
    """Return an option; None for a wrong one that says nothing."""
    answer = _right(question, piece) if piece.mark == "=" else given(piece)
    weight = answer.weight or 0
    if not (answer.text or answer.feedback or weight):
        question.warn(
            "empty-option", "A wrong option has no text.", fix="Add its text, or take it out.", at=piece.at
        )
        return None
    text = question.say(answer.text)
    if not text:
        raise UnreadableError(
            "empty-option",
            "An option has no text, perhaps because it is a picture.",
            fix="Say in words what is to be chosen.",
            at=piece.at,
        )
    return Answer(text=text, weight=weight, feedback=question.say(answer.feedback))


def _right(question: Question, piece: Piece) -> Given:
    text, _, feedback = piece.text.partition("#")
    if given(piece).weight is not None:
        question.warn(
            "weight-as-text",
            "A weight after “=” is no weight in a question with options, but part of the text, as in Moodle.",
            fix="Write ~ instead of = before it, or leave the weight out.",
            at=piece.at,
        )
    return Given(text=text.strip(), weight=FULL, feedback=feedback.strip(), at=piece.at)


def _look_at_keys(question: Question, item_type: ItemType, body: Choices, options: Sequence[Answer]) -> None:
    keys = [option.weight for option in options if option.weight > 0]
    if not body.key_ids:
        raise UnreadableError(
            "no-key", "No option is marked as right.", fix="Put = instead of ~ before the right one."
        )
    if item_type is ItemType.SINGLE_CHOICE and len(body.key_ids) > 1:
        question.error(
            "several-keys",
            "Several options are marked as the one right answer.",
            fix="Leave = before one of them, or write a weight such as ~%50% before each right one.",
        )
    elif item_type is ItemType.SINGLE_CHOICE and len(keys) > 1:
        question.warn(
            "weights",
            "Some options earn part of the mark; here only the right one earns it.",
            fix="See that the option marked with = is the only right one.",
        )
    elif item_type is ItemType.SELECT_ALL and (len(set(keys)) > 1 or abs(sum(keys) - FULL) > 1):
        question.warn(
            "weights",
            "The right options do not earn equal parts of the mark; here all of them together earn it.",
            fix="See that each option with a weight above 0 is right.",
        )


def _statement(question: Question, answers: Span) -> Answers:
    verdict, wrong, right, *_ = [*map(str.strip, answers.text.split("#", 2)), "", ""]
    is_true = verdict in TRUE
    told_wrong, told_right = question.say(wrong), question.say(right)
    body = statement(
        is_true=is_true,
        told_true=told_right if is_true else told_wrong,
        told_false=told_wrong if is_true else told_right,
        correction=correction_in(question.feedback),
    )
    return Answers(kind=ItemType.TRUE_FALSE, body=body)


def _matching(question: Question, answers: Span) -> Answers:
    pairs = [_pair(question, piece) for piece in pieces(answers, TYPED)]
    at_least(2, pairs, "pairs")
    at_least(1, [left for left, _ in pairs if left], "pairs with a left side")
    if len({right for _, right in pairs}) > MOST_OPTIONS:
        raise UnreadableError(
            "too-many-options",
            f"There are over {MOST_OPTIONS} different right sides.",
            fix="Make several questions of it.",
        )
    body = matching(
        [(left, right) for left, right in pairs if left], [right for left, right in pairs if not left]
    )
    if ItemType.MATRIX in told_by(question.block.tags, TYPE):
        return Answers(kind=ItemType.MATRIX, body=matrix(body))
    return Answers(kind=ItemType.MATCHING, body=body)


def _pair(question: Question, piece: Piece) -> tuple[str, str]:
    left, arrow, right = piece.text.partition("->")
    if not arrow:
        raise UnreadableError(
            "no-arrow",
            f"“{piece.text[:40]}” has no -> between what belongs together.",
            fix="Write each pair as = this -> that.",
            at=piece.at,
        )
    subject, match = question.say(left), question.say_as("moodle", right)
    if not match or (left.strip() and not subject):
        raise UnreadableError(
            "empty-option", "One side of a pair has no text.", fix="Add the text.", at=piece.at
        )
    return subject, match


_READ_BY: Mapping[str, Callable[[Question, Span], Answers]] = {
    "match": _matching,
    "multichoice": _choice,
    "numerical": lambda question, answers: Answers(kind=ItemType.NUMERIC, body=numbers(question, answers)),
    "ordering": lambda question, answers: Answers(kind=ItemType.ORDERING, body=steps(question, answers)),
    "shortanswer": lambda question, answers: Answers(
        kind=ItemType.SHORT_ANSWER, body=typed(question, answers)
    ),
    "truefalse": _statement,
}
