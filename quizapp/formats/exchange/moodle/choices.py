"""Questions of Moodle whose answers are chosen."""

from collections.abc import Sequence

from quizapp.core.exchange import FULL
from quizapp.core.items import Choices, ItemType
from quizapp.formats.exchange.bodies import Answer, choices, statement
from quizapp.formats.exchange.moodle.question import (
    Question,
    Read,
    UnreadableError,
    at_least_two,
    weight_of,
)
from quizapp.formats.exchange.moodle.texts import source_text
from quizapp.formats.exchange.places import naming_places
from quizapp.formats.exchange.writing import correction_in


def multichoice(question: Question) -> Read:
    """Return a question where one option is chosen, or several, which its settings say."""
    # As in Moodle: one option unless the file says “false” or nothing at all.
    is_single = question.value("single", "true") not in {"false", "0", ""}
    return _chosen(question, ItemType.SINGLE_CHOICE if is_single else ItemType.SELECT_ALL)


def select_all(question: Question) -> Read:
    """Return a question of a type where several options are always to be chosen."""
    return _chosen(question, ItemType.SELECT_ALL)


def _chosen(question: Question, item_type: ItemType) -> Read:
    answers = question.answers()
    at_least_two(answers, "options")
    chosen = choices(answers, item_type)
    _look_at_keys(question, item_type, chosen.body, answers)
    if note := naming_places([answer.text for answer in answers]):
        rule, message, fix = note
        question.warn(rule, message, fix=fix)
    return Read(kind=item_type, body=chosen.body, weights=chosen.weights)


def _look_at_keys(question: Question, item_type: ItemType, body: Choices, answers: Sequence[Answer]) -> None:
    earning = [answer.weight for answer in answers if answer.weight > 0]
    if not body.key_ids:
        raise UnreadableError(
            "no-key",
            "No option is marked as wholly right.",
            fix="Give the right one the fraction 100.",
        )
    if item_type is ItemType.SINGLE_CHOICE and len(body.key_ids) > 1:
        question.error(
            "several-keys",
            "Several options are marked as the one right answer.",
            fix="Give all but one of them a fraction below 100, or let several answers be chosen.",
        )
    elif item_type is ItemType.SINGLE_CHOICE and any(one.weight not in {0, FULL} for one in answers):
        question.warn(
            "weights",
            "Some options earn part of the mark, or take some off; here only the right one earns it.",
            fix="See that the option with the fraction 100 is the only right one.",
        )
    elif item_type is ItemType.SELECT_ALL and (len(set(earning)) > 1 or _is_odd(question, earning)):
        question.warn(
            "weights",
            "The right options do not earn equal parts of the mark; here all of them together earn it.",
            fix="See that each option with a fraction above 0 is right.",
        )


def _is_odd(question: Question, earning: Sequence[float]) -> bool:
    # Types of plugins mark each right option with 100.
    return question.kind == "multichoice" and abs(sum(earning) - FULL) > 1


def truefalse(question: Question) -> Read:
    """Return a statement that is true or false."""
    verdicts, told = set[bool](), {"true": "", "false": ""}
    for number, answer in enumerate(question.element.all("answer")):
        word = source_text(answer).casefold()
        if word not in told:
            # Old files hold the words of their language; they come true first, then false.
            word = "false" if number else "true"
            question.warn(
                "true-false-words",
                f"“{question.say(answer)[:40]}” is taken for “{word}”, because of where it stands.",
                fix="See that the right one of the two is marked as right.",
                at=answer,
            )
        verdicts.add((weight_of(answer) == FULL) == (word == "true"))
        told[word] = question.say(answer.find("feedback"))
    if len(verdicts) != 1:
        raise UnreadableError(
            "no-key",
            "The file does not tell whether the statement is true or false.",
            fix="Give one of the two answers the fraction 100, the other 0.",
        )
    body = statement(
        is_true=verdicts.pop(),
        told_true=told["true"],
        told_false=told["false"],
        correction=correction_in(question.feedback),
    )
    return Read(kind=ItemType.TRUE_FALSE, body=body)
