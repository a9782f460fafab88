"""An item as the parts of a page: texts with words explained in place, and the answer with its reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.core import glossing
from quizapp.core.facts import ItemContent, Term
from quizapp.core.grading import grade
from quizapp.core.items import Choices, Item, Matching, Option, Ordering, Response, ShortAnswer
from quizapp.web.items.line_breaks import Piece, pieces


class Glosser:
    """Explains each term once on one page. Templates call it in the order in which the page is read."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = tuple(terms)
        self._seen: set[str] = set()

    def __call__(self, text: str) -> list[Piece]:
        """Return ``text`` in pieces, each term explained where the page uses it first."""
        segments, self._seen = glossing.split(text, self._terms, seen=self._seen)
        return pieces(segments)


@dataclass(frozen=True, kw_only=True)
class AnswerPart:
    """One option, row or step of a shown answer. ``verdict`` is ``right``, ``again`` or ``other``.

    ``words`` says the verdict in words; ``given`` is what the learner put there, where that is not ``text``.
    """

    verdict: str
    words: str
    text: str
    rationale: str
    given: str = ""


def answer_parts(item: Item, shown: Sequence[Option], response: Response) -> list[AnswerPart]:
    """Return the answer of an item: each part with what was answered, what is right, and why."""
    match item.body:
        case Choices():
            return [_option_part(option, response) for option in shown]
        case Matching() as body:
            return _matching_parts(body, response)
        case ShortAnswer() as body:
            return [_part_for_text(item, body, response)]
        case Ordering() as body:
            return _ordering_parts(body, response)


def typed_or_ordered(item: Item, response: Response) -> str:
    """Return the learner's own answer as one line where the parts do not show it."""
    match item.body:
        case ShortAnswer():
            return response.text
        case Ordering(options=options):
            texts = {option.id: option.text for option in options}
            return " → ".join(texts[option] for option in response.order if option in texts)
        case _:
            return ""


def all_terms(contents: Iterable[ItemContent]) -> tuple[Term, ...]:
    """Return the terms of several items, each once."""
    return tuple({term.term: term for content in contents for term in content.terms}.values())


def review_words(item: Item, today: date) -> str:
    """Return who has reviewed the item, and whether its content is due to be looked at again."""
    if item.due_for_review(today):
        return "Not yet reviewed by a clinician · due for review"
    return f"Not yet reviewed by a clinician · check due {item.review_due:%B} {item.review_due.year}"


def _option_part(option: Option, response: Response) -> AnswerPart:
    chosen = option.id in response.chosen
    verdict = "right" if option.is_key else "again" if chosen else "other"
    words = {
        (True, True): "Right answer · your answer",
        (True, False): "Right answer",
        (False, True): "Not quite · your answer",
        (False, False): "Not this one",
    }[option.is_key, chosen]
    return AnswerPart(verdict=verdict, words=words, text=option.text, rationale=option.rationale)


def _matching_parts(body: Matching, response: Response) -> list[AnswerPart]:
    options = {option.id: option for option in body.options}
    parts = []
    for subject in body.subjects:
        key, given = options[subject.key], options.get(response.matches.get(subject.id, ""))
        right = given == key
        parts.append(
            AnswerPart(
                verdict="right" if right else "again" if given else "other",
                words="Right answer · your answer"
                if right
                else "Not quite. The right pair:"
                if given
                else "Right answer",
                text=f"{subject.text}: {key.text}",
                rationale=key.rationale,
                given="" if right or given is None else f"{given.text}. {given.rationale}",
            )
        )
    keys = {subject.key for subject in body.subjects}
    parts += [
        AnswerPart(verdict="other", words="Fits none of these", text=option.text, rationale=option.rationale)
        for option in body.options
        if option.id not in keys
    ]
    return parts


def _part_for_text(item: Item, body: ShortAnswer, response: Response) -> AnswerPart:
    right = grade(item, response).is_right
    return AnswerPart(
        verdict="right",
        words="Right answer · your answer" if right else "Right answer",
        text=body.answers[0],
        rationale=body.rationale,
    )


def _ordering_parts(body: Ordering, response: Response) -> list[AnswerPart]:
    options = {option.id: option for option in body.options}
    given = {option: place for place, option in enumerate(response.order, start=1)}
    parts = []
    for place, option in enumerate(body.key, start=1):
        elsewhere = given.get(option, place) != place
        parts.append(
            AnswerPart(
                verdict="again" if elsewhere else "right",
                words=f"Place {place} · you put it in place {given[option]}"
                if elsewhere
                else f"Place {place}",
                text=options[option].text,
                rationale=options[option].rationale,
            )
        )
    return parts
