"""What a response earns by the rules of an item's file: as much of response processing as can be sure.

Rules that use chance, other programs or anything else not known here earn “not known”, never a guess.
Source: 1EdTech, QTI Assessment, Section, Item Information Model 2.2, “Response Processing”; the templates
match_correct and map_response, and those of the Common Cartridge, CC2_*.
"""

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.formats.exchange.qti.item import Declared, QtiItem
from quizapp.formats.exchange.qti.values import (
    NULL,
    SEVERAL,
    TWO,
    UnknownRuleError,
    Value,
    default,
    is_number,
    mapped,
    read,
    scalar,
)
from quizapp.formats.exchange.xml_tree import Element

MOST_STEPS, MOST_STEPS_OF_ONE = 1_000_000, 100_000
"""Of one file, and of one item: about two seconds, and a fifth of one."""

SCORE = "SCORE"

MATCHING = {"match_correct", "cc2_match", "cc2_match_basic"}
MAPPING = {"map_response", "cc2_map_response"}
"""Templates of rules, by the last part of their addresses."""


class _Exit(Exception):  # noqa: N818  (it is no error)
    """The rules say that nothing more is to be done."""


@dataclass(kw_only=True)
class Steps:
    """How much may still be worked out of one file."""

    left: int = MOST_STEPS


@dataclass(kw_only=True)
class Marking:
    """Marks responses to one item by its rules."""

    item: QtiItem
    steps: Steps
    _left: int = field(default=MOST_STEPS_OF_ONE)
    _known: dict[tuple[object, ...], dict[str, Value] | None] = field(default_factory=dict)

    def score(self, given: Mapping[str, Sequence[str]]) -> float | None:
        """Return what responses earn, by the name of each; None where it cannot be known."""
        outcomes = self.outcomes(given)
        if outcomes is None:
            return None
        parts = outcomes.get(SCORE, NULL).parts
        return parts[0] if len(parts) == 1 and is_number(parts[0]) else None

    def outcomes(self, given: Mapping[str, Sequence[str]]) -> dict[str, Value] | None:
        """Return what the item's outcomes are after these responses; None where it cannot be known."""
        key = tuple((name, *values) for name, values in given.items())
        if key not in self._known:
            self._known[key] = self._followed(given)
        return self._known[key]

    def _followed(self, given: Mapping[str, Sequence[str]]) -> dict[str, Value] | None:
        if self.item.rules is None:
            return None
        try:
            self._step(1 + len(self.item.responses) + len(self.item.outcomes))
            responses = {
                name: read(declared, given.get(name, ())) for name, declared in self.item.responses.items()
            }
            run = _Run(self.item, responses, self._step)
            run.follow(self.item.rules)
        except (UnknownRuleError, ArithmeticError):
            return None
        return run.outcomes

    def _step(self, count: int = 1) -> None:
        self._left -= count
        self.steps.left -= count
        if self._left < 0 or self.steps.left < 0:
            raise UnknownRuleError


def template_of(rules: Element) -> str:
    """Return the name of the template that rules come from: ``match_correct``; empty if there is none."""
    address = rules.attributes.get("template") or rules.attributes.get("template-location") or ""
    return posixpath.basename(address.strip().rstrip("/")).lower().removesuffix(".xml")


class _Run:
    """One time through the rules of an item."""

    def __init__(self, item: QtiItem, responses: Mapping[str, Value], step: Callable[[int], None]) -> None:
        self._item = item
        self._responses = responses
        self._step = step
        self.outcomes = {name: default(declared) for name, declared in item.outcomes.items()}

    def follow(self, rules: Element) -> None:
        template = template_of(rules)
        if template and not rules.children:
            self._follow_template(template)
            return
        try:
            self._do_all(rules.children)
        except _Exit:
            return

    def _follow_template(self, template: str) -> None:
        # Templates speak of the response of this name; where there is but one, that is meant.
        name = "RESPONSE" if "RESPONSE" in self._responses else next(iter(self._responses), "")
        declared, given = self._response(name), self._responses[name]
        if template in MATCHING:
            if not declared.values:
                raise UnknownRuleError
            is_right = bool(given.parts) and given.matches(self._correct(declared))
            self.outcomes[SCORE] = Value((float(is_right),))
        elif template in MAPPING:
            self.outcomes[SCORE] = Value((self._mapped(declared) if given.parts else 0.0,))
            is_right = self.outcomes[SCORE].parts != (0.0,)
        else:
            raise UnknownRuleError
        self.outcomes["FEEDBACKBASIC"] = Value(("correct" if is_right else "incorrect",))

    def _do_all(self, rules: Sequence[Element]) -> None:
        for rule in rules:
            self._do(rule)

    def _do(self, rule: Element) -> None:
        self._step(1)
        match rule.name:
            case "set-outcome-value":
                self.outcomes[rule.attributes.get("identifier", "")] = self._only(rule)
            case "response-condition":
                self._choose(rule)
            case "response-processing-fragment":
                self._do_all(rule.children)
            case "exit-response":
                raise _Exit
            case _:
                raise UnknownRuleError

    def _choose(self, condition: Element) -> None:
        for branch in condition.children:
            if branch.name == "response-else":
                self._do_all(branch.children)
                return
            if branch.name not in {"response-if", "response-else-if"} or not branch.children:
                raise UnknownRuleError
            if self._value(branch.children[0]).parts == (True,):
                self._do_all(branch.children[1:])
                return

    def _only(self, element: Element) -> Value:
        if len(element.children) != 1:
            raise UnknownRuleError
        return self._value(element.children[0])

    def _value(self, element: Element) -> Value:
        self._step(1)
        name = element.attributes.get("identifier", "")
        match element.name:
            case "variable":
                return self._variable(name)
            case "correct":
                return self._correct(self._response(name))
            case "base-value":
                return Value((scalar(element.words(), element.attributes.get("base-type", "")),))
            case "index":
                return self._at(element)
            case "map-response":
                return Value((self._mapped(self._response(name)),))
            case _:
                return self._worked_out(element, [self._value(child) for child in element.children])

    def _at(self, element: Element) -> Value:
        place = element.attributes.get("n", "")
        if not place.isascii() or not place.isdigit() or len(place) > 4:
            raise UnknownRuleError
        return Value(self._only(element).parts[int(place) - 1 :][:1]) if int(place) else NULL

    def _worked_out(self, element: Element, values: list[Value]) -> Value:
        several = SEVERAL.get(element.name)
        if several:
            return several(values)
        if element.name not in TWO or len(values) != 2:
            raise UnknownRuleError
        first, second = values
        if not first.parts or not second.parts:
            return NULL
        return Value((TWO[element.name](first, second, element),))

    def _variable(self, name: str) -> Value:
        if name in self._responses:
            return self._responses[name]
        if name in self.outcomes:
            return self.outcomes[name]
        raise UnknownRuleError

    def _response(self, name: str) -> Declared:
        if name not in self._item.responses:
            raise UnknownRuleError
        return self._item.responses[name]

    def _correct(self, declared: Declared) -> Value:
        self._step(len(declared.values))
        return read(declared, declared.values)

    def _mapped(self, declared: Declared) -> float:
        self._step(len(declared.mapping.entries) if declared.mapping else 0)
        return mapped(declared, self._responses[declared.name])
