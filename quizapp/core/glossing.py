"""Words explained in place: which words of a text get their meaning, at their first use on a page."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizapp.core.choices import choices_of
from quizapp.core.facts import Term, spellings_of
from quizapp.core.items import Choices, Item


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of text; ``meaning`` is set where it is a word to be explained."""

    text: str
    meaning: str = ""


def split(text: str, terms: Sequence[Term], *, seen: Collection[str]) -> tuple[list[Segment], set[str]]:
    """Return ``text`` in segments, and the terms explained on the page so far.

    Each term is explained once: where it first stands as a whole word, in any case, the longest term first.
    """
    explained = set(seen)
    by_form = spellings_of(terms)
    if not by_form:
        return [Segment(text=text)], explained
    segments: list[Segment] = []
    end = 0
    for found in _pattern(tuple(by_form)).finditer(text):
        term = by_form[found.group().casefold()]
        if term.term in explained:
            continue
        explained.add(term.term)
        if found.start() > end:
            segments.append(Segment(text=text[end : found.start()]))
        segments.append(Segment(text=found.group(), meaning=term.meaning))
        end = found.end()
    if end < len(text):
        segments.append(Segment(text=text[end:]))
    return segments, explained


def occurring(texts: Iterable[str], spellings: Mapping[str, Term]) -> set[str]:
    """Return the terms that stand as whole words in one of the texts, each by its word."""
    if not spellings:
        return set()
    pattern = _pattern(tuple(spellings))
    return {spellings[found.casefold()].term for text in texts for found in pattern.findall(text)}


def before_answer(terms: Iterable[Term], item: Item | None, others: Iterable[Item]) -> tuple[Term, ...]:
    """Return the terms that may be explained on a page while ``item`` and ``others`` are unanswered.

    Held back: terms that rest on a fact behind the key or the reasons of ``item``, the one shown, as these
    tell its options apart; terms that rest on a fact one of ``others`` asks for; those an author named. Where
    a term in an option is held back, so is every one in an option: the one left bare would stand out.
    """
    terms, others = list(terms), list(others)
    asked = {fact for other in others for fact in other.facts}
    named = {word.casefold() for other in others for word in other.no_gloss}
    if item:
        asked.update(item.all_facts)
        named.update(word.casefold() for word in item.no_gloss)
    held = [term for term in terms if asked.intersection(term.facts) or term.term.casefold() in named]
    if item:
        in_options = [term for term in terms if _stands_in(term, _option_texts(item))]
        held += in_options if any(term in held for term in in_options) else []
    return tuple(term for term in terms if term not in held)


def _option_texts(item: Item) -> list[str]:
    bodies = [one.body for one in choices_of(item)]
    return [option.text for body in bodies if isinstance(body, Choices) for option in body.options]


def _stands_in(term: Term, texts: Iterable[str]) -> bool:
    pattern = _pattern(tuple(form.casefold() for form in (term.term, *term.forms)))
    return any(pattern.search(text) for text in texts)


@lru_cache(maxsize=512)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])", re.IGNORECASE)
