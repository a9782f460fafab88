"""What the conversions of all interactions share: texts, options, keys, and what is said about an item."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.core.exchange import Numbers
from quizapp.core.items import Body
from quizapp.formats.exchange.bodies import MOST_OPTIONS
from quizapp.formats.exchange.qti.feedback import FEEDBACK, Feedbacks, Place, feedbacks
from quizapp.formats.exchange.qti.item import Declared, QtiItem, is_interaction, number
from quizapp.formats.exchange.qti.keys import Keys, OtherTypeError, UnaskableError
from quizapp.formats.exchange.qti.rules import Marking
from quizapp.formats.exchange.qti.tree import GAP, Texts
from quizapp.formats.exchange.writing import without_source_lines
from quizapp.formats.exchange.xml_tree import Element

Say = Callable[[str, str, str], None]
"""Takes a rule, a message and a fix."""

UNSAID = {
    *FEEDBACK,
    *("catalog-info", "companion-materials-info", "stylesheet"),
}
"""What stands in a body and is not told with the question."""

IN_LINES = {"prompt", "simple-choice", "simple-associable-choice", "gap-text", "inline-choice"}
"""What begins a line where the whole body is told."""


@dataclass(frozen=True, kw_only=True)
class Converted:
    """An item in our words, as far as its body goes."""

    kind: str
    stem: str
    body: Body | Numbers
    feedback: str = ""
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """An item on its way into our words; ``before`` is a text that is told before it, as HTML."""

    item: QtiItem
    marking: Marking
    tags: tuple[str, ...]
    before: str
    warn: Say
    error: Say
    texts: Texts = field(default_factory=Texts)

    @property
    def keys(self) -> Keys:
        """What finds its keys."""
        return Keys(marking=self.marking, warn=self.warn)

    def response(self, interaction: Element, *, cardinalities: Collection[str]) -> str:
        """Return the name of the response that an interaction gives."""
        name = interaction.attributes.get("response-identifier", "")
        declared = self.item.responses.get(name)
        if declared is None:
            raise UnaskableError(
                "no-key",
                "The file does not say which answer is right.",
                "Say it where the file comes from.",
            )
        if declared.cardinality not in cardinalities:
            raise OtherTypeError
        return name

    def stem(self, interaction: Element) -> str:
        """Return what is told with the question; where something is typed in its middle, with a gap."""
        is_gap = interaction.name == "text-entry-interaction"

        def instead(element: Element) -> str | None:
            if element is interaction:
                return GAP if is_gap else self._prompt(interaction)
            return self.unsaid(element)

        html = self.texts.html(self.item.body, instead)
        text = self.texts.plain(f"{self.before}{html}")
        return text.removesuffix(f"\n{GAP}") if is_gap else text

    def whole(self) -> str:
        """Return all that is told, options included."""

        def instead(element: Element) -> str | None:
            if element.name in IN_LINES:
                return f"<p>{self.texts.html(element, instead)}</p>"
            if is_interaction(element) and not element.children:
                return GAP
            return self.unsaid(element)

        return self.texts.plain(self.before + self.texts.html(self.item.body, instead))

    def said(self, element: Element) -> str:
        """Return what an element tells."""
        return self.texts.said(element, instead=self.unsaid)

    def unsaid(self, element: Element) -> str | None:
        """Return what is said instead of an element that is not told with the question."""
        if element.name in UNSAID:
            return ""
        if element.name == "rubric-block":
            view = element.attributes.get("view", "candidate").split()
            return None if "candidate" in view else self._lose("what only those who mark are told")
        if element.name == "include":
            return self._lose("a part that stands in another file")
        return (
            self._lose("a number or word that is drawn anew") if element.name == "printed-variable" else None
        )

    def told(
        self,
        places: Sequence[Place],
        *,
        is_one: bool = False,
        right: Mapping[str, Sequence[str]] | None = None,
        wrong: Mapping[str, Sequence[str]] | None = None,
    ) -> Feedbacks:
        """Return what is told after answers, by whom it is told to."""
        if is_one:
            right, wrong = ({response: [choice]} for response, choice in (places[0], places[-1]))
        return feedbacks(
            self.marking, self.texts, places=places, is_one=is_one, right=right or {}, wrong=wrong or {}
        )

    def general(self, told: Feedbacks) -> str:
        """Return what is told after every answer, and say so where something else has no place here."""
        if told.left or told.after_right:
            self.warn(
                "feedback",
                "It tells something that here cannot be told after some answers alone; this was left out.",
                "Put what is missing into the reasons of the options.",
            )
        return without_source_lines(told.general)

    def _prompt(self, interaction: Element) -> str:
        prompt = interaction.find("prompt")
        return f"<p>{self.texts.html(prompt, self.unsaid)}</p>" if prompt else ""

    def _lose(self, what: str) -> str:
        self.texts.lost.add(what)
        return ""


def options_of(parts: Parts, elements: Sequence[Element], *, least: int = 2) -> dict[str, str]:
    """Return the texts of choices by their names.

    :raises UnaskableError: where they are too few or too many, or cannot be told apart.
    """
    if len(elements) < least:
        raise UnaskableError(
            "too-few-options", "There is nothing to choose from.", "Write at least two options."
        )
    if len(elements) > MOST_OPTIONS:
        raise UnaskableError(
            "too-many-options",
            f"There are more than {MOST_OPTIONS} options.",
            "Leave out some, or ask in parts.",
        )
    found = {one.attributes.get("identifier", ""): parts.said(one) for one in elements}
    if len(found) < len(elements) or "" in found:
        raise UnaskableError(
            "same-name",
            "Two options have the same name in the file, so it cannot be told which is right.",
            "Give each option a name of its own.",
        )
    if "" in found.values():
        raise UnaskableError(
            "empty-option",
            "An option has no text; maybe it is a picture without a text equivalent.",
            "Write the option in words.",
        )
    if len(set(found.values())) < len(found):
        _say_what_reads_the_same(parts, elements, found)
    return found


def _say_what_reads_the_same(parts: Parts, elements: Sequence[Element], found: Mapping[str, str]) -> None:
    """Refuse options that only their markup told from each other; warn of those that were the same."""
    markups = {element.inner_markup() for element in elements}
    if len(markups) > len(set(found.values())):
        raise UnaskableError(
            "same-text", "Two options read the same as plain text.", "Say in words in what they differ."
        )
    parts.warn("same-text", "Two options are the same.", "Leave out one of them, or make them differ.")


def takes_one(interaction: Element, declared: Declared) -> bool:
    """Tell whether one choice can be made.

    Where the most is not said it is one, unless the file names more as correct, or asks for more.
    """
    if declared.cardinality == "single":
        return True
    most = interaction.attributes.get("max-choices", "").strip()
    least = number(interaction.attributes.get("min-choices")) or 0
    return most == "1" or (not most and least <= 1 and len(declared.values) <= 1)
