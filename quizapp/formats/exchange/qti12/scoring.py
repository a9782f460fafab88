"""Which answers earn marks, by the conditions of QTI 1.2; never by the order in which options stand."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.core.exchange import FULL
from quizapp.formats.exchange.qti12.conditions import Said, Test, test_of
from quizapp.formats.exchange.qti12.item import Condition, Part, Setting

MOST_UNNAMED = 20
"""Conditions of an item with several parts that speak of none of them; usual are at most three."""


class UnclearError(Exception):
    """It is not certain which answer is right."""


@dataclass(kw_only=True)
class Told:
    """What an option earns, and the idents of the feedback that it is answered with."""

    score: float = 0
    feedback: list[str] = field(default_factory=list)
    is_over: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A condition that was understood; without a test it was not."""

    test: Test | None
    condition: Condition
    settings: tuple[tuple[str, float], ...]

    @property
    def earns(self) -> float:
        """What it adds, at most; with what is less than nothing the key does not change."""
        return max((value for action, value in self.settings if action in {"set", "add"}), default=0)


def rules(conditions: Sequence[Condition]) -> list[Rule]:
    """Return the conditions with what they do to the score, of several variables to the one that counts."""
    variable = _variable(conditions)
    return [
        Rule(
            test=test_of(one.test),
            condition=one,
            settings=tuple(_effect(setting) for setting in one.settings if setting.variable == variable),
        )
        for one in conditions
    ]


def by_part(rules: Sequence[Rule], parts: Iterable[Part]) -> Mapping[str, list[Rule]]:
    """Return the conditions that speak of each part, or of none in particular, by the part's ident."""
    found: dict[str, list[Rule]] = {part.ident: [] for part in parts}
    unnamed = 0
    for rule in rules:
        named = {said.part for said in rule.test.named} if rule.test else set()
        unnamed += not named
        if unnamed > MOST_UNNAMED:
            raise UnclearError
        for ident in named or found.keys():
            if ident in found:
                found[ident].append(rule)
    return found


def of_one(rules: Sequence[Rule], part: Part) -> Mapping[str, Told]:
    """Return what each option earns where one is chosen, by its ident."""
    told = {label.ident: Told() for label in part.labels}
    for rule in rules:
        for name in _concerned(rule, part, told):
            one = told[name]
            if one.is_over:
                continue
            for action, value in rule.settings:
                one.score = value if action == "set" else one.score + value
            one.feedback += rule.condition.feedback
            one.is_over = not rule.condition.goes_on
    return told


def of_several(rules: Sequence[Rule], part: Part) -> Mapping[str, Told]:
    """Return what each option earns where all that are right are chosen."""
    told = {label.ident: Told() for label in part.labels}
    earning = [rule for rule in rules if rule.earns > 0]
    if len(earning) == 1 and (test := earning[0].test) and not test.any_of:
        _whole(test, part, told)
    else:
        if sum(("set" in dict(rule.settings)) for rule in earning) > 1:
            # The whole mark for any of several options does not say that all of them are to be chosen.
            raise UnclearError
        for rule in rules:
            _add(rule, part, told)
    for rule in rules:
        if rule.test and len(rule.test.any_of) == 1 and rule.test.any_of[0].value in told:
            told[rule.test.any_of[0].value].feedback += rule.condition.feedback
    return told


def _whole(test: Test, part: Part, told: Mapping[str, Told]) -> None:
    """Say what earns where one condition names everything that is to be chosen."""
    required = _values(test.required, part)
    refused = _values(test.refused, part)
    unsaid = told.keys() - required - refused
    if not required or required & refused or not required <= told.keys() or (refused and unsaid):
        raise UnclearError
    for name in required:
        told[name].score = FULL


def _add(rule: Rule, part: Part, told: Mapping[str, Told]) -> None:
    """Add what a condition gives for choosing one option, or for leaving one."""
    if not rule.settings:
        return
    match rule.test:
        case Test(any_of=(Said() as said,)) if said.part == part.ident and said.value in told:
            told[said.value].score += sum(value for _, value in rule.settings)
        case Test(any_of=(), required=(), refused=(_,)):
            pass
        case _ if rule.earns > 0:
            raise UnclearError


def right_texts(rules: Sequence[Rule], part: Part) -> dict[str, float]:
    """Return what is accepted where an answer is typed, and what it earns."""
    scores: dict[str, float] = {}
    for rule in rules:
        if rule.earns <= 0:
            continue
        test = rule.test
        said = test and (test.any_of or (test.required if test.in_row and not test.refused else ()))
        if not said or any(one.part != part.ident for one in said):
            raise UnclearError
        for one in said:
            scores[one.value] = max(scores.get(one.value, 0), rule.earns)
    return scores


def right_order(rules: Sequence[Rule], part: Part) -> list[str]:
    """Return the idents of all options in the one order that earns marks."""
    earning = [rule for rule in rules if rule.earns > 0]
    if len(earning) != 1 or not (test := earning[0].test) or test.refused:
        raise UnclearError
    order = [said.value for said in test.required or test.any_of if said.part == part.ident]
    if sorted(order) != sorted(label.ident for label in part.labels):
        raise UnclearError
    return order


def percent(scores: Mapping[str, float]) -> dict[str, float]:
    """Return scores in percent of the best; raises ``UnclearError`` where none is above zero."""
    best = max(scores.values(), default=0)
    if best <= 0:
        raise UnclearError
    return {name: round(score / best * FULL, 5) for name, score in scores.items()}


def _variable(conditions: Sequence[Condition]) -> str:
    """Return the name of the variable that holds the score."""
    names = list(dict.fromkeys(setting.variable for one in conditions for setting in one.settings))
    for usual in ("score", "que_score"):
        if found := [name for name in names if name.lower() == usual]:
            return _counted_in(conditions, found[0], names)
    if len(names) > 1:
        # Some systems count right and wrong apart: “D2L_Correct”, “D2L_Incorrect”.
        names = [name for name in names if "correct" in name.lower() and "incorrect" not in name.lower()]
    if len(names) > 1:
        raise UnclearError
    return names[0] if names else "SCORE"


def _counted_in(conditions: Sequence[Condition], name: str, names: Sequence[str]) -> str:
    """Return the variable that a score is set to in the end: with D2L it is the number of right choices."""
    values = {setting.value for one in conditions for setting in one.settings if setting.variable == name}
    return next(iter(values)) if len(values) == 1 and values <= set(names) - {name} else name


def _effect(setting: Setting) -> tuple[str, float]:
    if setting.value.lower() == "score.max":
        return setting.action, FULL
    value = number(setting.value or "0")
    if value is None or setting.action not in {"set", "add", "subtract"}:
        raise UnclearError
    return ("add", -value) if setting.action == "subtract" else (setting.action, value)


def number(text: str) -> float | None:
    """Return the number that a text says; None where it says none that can be counted with."""
    try:
        value = float(text.strip())
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _concerned(rule: Rule, part: Part, told: Mapping[str, Told]) -> list[str]:
    """Return the options that a condition speaks of where one is chosen."""
    test = rule.test
    if test and test.is_other:
        return [name for name, one in told.items() if not one.is_over]
    said = _alone(test) if test else None
    if said is None:
        if rule.earns > 0:
            raise UnclearError
        return []
    return [one.value for one in said if one.part == part.ident and one.value in told]


def _alone(test: Test) -> tuple[Said, ...] | None:
    """Return the answers of which one is enough; None where more is asked."""
    if test.any_of:
        return test.any_of
    # One answer and no other is the same where only one can be chosen.
    return test.required if len(test.required) == 1 and test.required[0] not in test.refused else None


def _values(said: Iterable[Said], part: Part) -> set[str]:
    return {one.value for one in said if one.part == part.ident}
