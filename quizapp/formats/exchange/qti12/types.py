"""Which type an item of QTI 1.2 has, and how such an item is read."""

from collections.abc import Mapping

from quizapp.formats.exchange.qti12.bodies import (
    Asked,
    NoSuchTypeError,
    Understanding,
    Understood,
    numeric,
    ordering,
    select_all,
    short_answer,
    single_choice,
)
from quizapp.formats.exchange.qti12.feedback import Feedback
from quizapp.formats.exchange.qti12.item import SourceItem
from quizapp.formats.exchange.qti12.rows import blanks, dropdowns, has_gaps, matching
from quizapp.formats.exchange.qti12.scoring import UnclearError, rules

_BY_NAME: Mapping[str, Understanding] = {
    "multiple_choice_question": single_choice,
    "true_false_question": single_choice,
    "multiple_answers_question": select_all,
    "short_answer_question": short_answer,
    "fill_in_multiple_blanks_question": blanks,
    "multiple_dropdowns_question": dropdowns,
    "matching_question": matching,
    "numerical_question": numeric,
    "ordering_question": ordering,
}
_BY_CARDINALITY: Mapping[str, Understanding] = {"multiple": select_all, "ordered": ordering}
_NUMBERS = {"decimal", "integer", "scientific"}


def understood(item: SourceItem, feedback: Feedback) -> Understood:
    """Return the item in our words.

    Raises ``NoSuchTypeError`` where we have no type for it, ``UnclearError`` where it is not certain what is
    right, ``NoItemError`` where it cannot be asked.
    """
    if item.told_type and item.told_type not in _BY_NAME:
        raise NoSuchTypeError(item.told_type)
    asked = Asked(item=item, rules=rules(item.conditions), feedback=feedback)
    return (_BY_NAME.get(item.told_type) or _guessed(asked))(asked)


def _guessed(asked: Asked) -> Understanding:
    """Return what reads an item whose file does not say of which type it is."""
    parts = asked.item.parts
    if not parts:
        raise NoSuchTypeError("text_only")
    if asked.item.element.find("itemproc_extension", "calculated"):
        raise NoSuchTypeError("calculated_question")
    if has_gaps(asked):
        # Of typed and of chosen words the file says the same, and the first would be all right.
        raise UnclearError
    first, *others = parts
    if others:
        if all(part.kind == "response_lid" and part.labels for part in parts):
            return matching
        raise NoSuchTypeError(first.kind)
    if first.fib in _NUMBERS or first.kind == "response_num":
        return numeric
    if first.fib is not None:
        if not any(rule.settings for rule in asked.rules):
            raise NoSuchTypeError("essay")
        return short_answer
    if first.kind != "response_lid":
        raise NoSuchTypeError(first.kind)
    return _BY_CARDINALITY.get(first.cardinality, single_choice)
