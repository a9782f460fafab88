"""How hard a bank is to read: SMOG and Flesch-Kincaid over all its sentences together.

Both say in which US school grade a text is read with ease. They mean nothing for a single question, are
blind to meaning, and punish names that cannot be avoided; so they are given twice, as the text stands
and with every glossary term swapped for a word of one syllable, and a bank is judged by the second.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from quizapp.core import cloze, contents
from quizapp.core.facts import Term
from quizapp.core.items import Audience, Cloze, Item, Numeric, ShortAnswer
from quizapp.core.syllables import syllables
from quizapp.core.words import sentences, whole_words, written_words

FEWEST_SENTENCES = 30
"""SMOG was fitted to samples of 30 sentences (McLaughlin 1969); over fewer it says nothing."""

HIGHEST_FLESCH_KINCAID = 6.0
HIGHEST_SMOG = 8.0


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What is counted in a text. A polysyllable is a word of three or more syllables; repeats count."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    polysyllables: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Return the counts of both together."""
        return Counts(
            sentences=self.sentences + other.sentences,
            words=self.words + other.words,
            syllables=self.syllables + other.syllables,
            polysyllables=self.polysyllables + other.polysyllables,
        )


@dataclass(frozen=True, kw_only=True)
class Grades:
    """US school grades by the two formulas."""

    flesch_kincaid: float
    smog: float


@dataclass(frozen=True, kw_only=True)
class Readability:
    """How hard the patients' items of a bank are to read: as they stand, and with glossary terms swapped."""

    sentences: int
    raw: Grades
    swapped: Grades

    @property
    def is_easy(self) -> bool:
        """Tell whether the bank, its terms swapped, is within the limits for patients."""
        # To one place: the formulas themselves are good to a grade and a half.
        return (
            round(self.swapped.flesch_kincaid, 1) <= HIGHEST_FLESCH_KINCAID
            and round(self.swapped.smog, 1) <= HIGHEST_SMOG
        )


def flesch_kincaid(counts: Counts) -> float:
    """Return the grade by 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid 1975)."""
    return 0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59


def smog(counts: Counts) -> float:
    """Return the grade by 1.0430 × √(polysyllables × 30 / sentences) + 3.1291 (McLaughlin 1969)."""
    return 1.0430 * sqrt(counts.polysyllables * 30 / counts.sentences) + 3.1291


def count(text: str) -> Counts:
    """Return the counts of a text."""
    of_sentences = [written_words(sentence) for sentence in sentences(text)]
    lengths = [syllables(word) for sentence in of_sentences for word in sentence]
    return Counts(
        sentences=len(of_sentences),
        words=len(lengths),
        syllables=sum(lengths),
        polysyllables=sum(length >= 3 for length in lengths),
    )


def of_bank(items: Iterable[Item], terms: Iterable[Term]) -> Readability | None:
    """Return how hard the items for patients are to read, or None where they have too few sentences."""
    named = whole_words(*(form for term in terms for form in (term.term, *term.forms)))
    raw, swapped = Counts(), Counts()
    for text in (text for item in items if Audience.PATIENT in item.audience for text in _prose(item)):
        as_it_stands, plain = count(text), named.sub("word", text)
        raw += as_it_stands
        swapped += as_it_stands if plain == text else count(plain)
    if raw.sentences < FEWEST_SENTENCES:
        return None
    return Readability(sentences=raw.sentences, raw=_grades(raw), swapped=_grades(swapped))


def _grades(counts: Counts) -> Grades:
    return Grades(flesch_kincaid=flesch_kincaid(counts), smog=smog(counts))


def _prose(item: Item) -> list[str]:
    """Return what is written in sentences: the stem, and what is said after the answer."""
    if isinstance(item.body, ShortAnswer | Numeric):
        return [item.stem, item.body.rationale]
    if isinstance(item.body, Cloze):
        return [item.stem, cloze.solved(item.body), *contents.answer_texts(item)]
    return [item.stem, *contents.answer_texts(item)]
