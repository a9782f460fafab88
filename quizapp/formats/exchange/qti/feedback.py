"""What an item of QTI tells after an answer, and to whom."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from quizapp.formats.exchange.qti.item import QtiItem
from quizapp.formats.exchange.qti.rules import Marking
from quizapp.formats.exchange.qti.tree import Texts
from quizapp.formats.exchange.qti.values import NULL, Value
from quizapp.formats.exchange.xml_tree import Element

FEEDBACK = {"feedback-inline", "feedback-block", "modal-feedback"}

Place: TypeAlias = tuple[str, str]
"""A choice: the name of the response to which it belongs, and its own."""

NOWHERE = ("", "")

MOST_FEEDBACKS = 300
"""Of one item; what comes after them is not read."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A feedback: told when the outcome holds its name, or, where ``shows`` is false, when it does not.

    ``within`` is the choice in which it stands, if it stands in one.
    """

    name: str
    outcome: str
    shows: bool
    within: Place
    text: str

    def is_shown(self, outcomes: Mapping[str, Value] | None) -> bool:
        """Tell whether it is told after these outcomes, as far as they are known."""
        return outcomes is not None and (self.name in outcomes.get(self.outcome, NULL).parts) is self.shows


@dataclass(kw_only=True)
class Feedbacks:
    """Feedback by choice, after every answer, and after the right one; some may be ``left`` over."""

    by_choice: dict[Place, list[str]] = field(default_factory=dict)
    after_all: list[str] = field(default_factory=list)
    after_right: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def of(self, response: str, choice: str) -> str:
        """Return what is told to who chose it."""
        return "\n".join(self.by_choice.get((response, choice), []))

    @property
    def general(self) -> str:
        """What is told after every answer."""
        return "\n".join(self.after_all)


def feedbacks(
    marking: Marking,
    texts: Texts,
    *,
    places: Sequence[Place],
    is_one: bool,
    right: Mapping[str, Sequence[str]],
    wrong: Mapping[str, Sequence[str]],
) -> Feedbacks:
    """Return all feedback of an item by whom it is told to.

    ``is_one`` tells that one of ``places`` is chosen and nothing else; ``right`` and ``wrong`` are a response
    that earns the mark, and one that does not.
    """
    found = Feedbacks()
    all_told = list(islice(_told(marking.item, texts), MOST_FEEDBACKS))
    if not all_told:
        return found
    alone = {place: marking.outcomes({place[0]: [place[1]]}) for place in places} if is_one else {}
    after = [marking.outcomes(right), marking.outcomes(wrong)]
    counts = Counter(choice for _, choice in places)
    by_name = {choice: (response, choice) for response, choice in places if counts[choice] == 1}
    for told in all_told:
        shown = [place for place, outcomes in alone.items() if told.is_shown(outcomes)]
        after_right, after_wrong = map(told.is_shown, after)
        if 0 < len(shown) < len(alone):
            pass
        elif told.name in by_name and told.shows:
            shown = [by_name[told.name]]
        elif told.within != NOWHERE:
            shown = [told.within]
        else:
            shown = []
            always = after_right and after_wrong
            (found.after_all if always else found.after_right if after_right else found.left).append(
                told.text
            )
        for place in shown:
            found.by_choice.setdefault(place, []).append(told.text)
    return found


def _told(item: QtiItem, texts: Texts) -> Iterator[Told]:
    for element in item.modal:
        yield from _one(element, NOWHERE, texts)
    yield from _in_body(item.body, "", NOWHERE, texts)


def _in_body(element: Element, response: str, within: Place, texts: Texts) -> Iterator[Told]:
    for child in element.children:
        if child.name in FEEDBACK:
            yield from _one(child, within, texts)
            continue
        inner = child.attributes.get("response-identifier", response)
        is_choice = child.name.endswith("-choice") or child.name == "gap-text"
        place = (inner, child.attributes.get("identifier", "")) if is_choice else within
        yield from _in_body(child, inner, place, texts)


def _one(element: Element, within: Place, texts: Texts) -> Iterator[Told]:
    text = texts.said(element)
    if text:
        yield Told(
            name=element.attributes.get("identifier", ""),
            outcome=element.attributes.get("outcome-identifier", ""),
            shows=element.attributes.get("show-hide", "show") != "hide",
            within=within,
            text=text,
        )
