"""What an item is: its types, its parts and a learner's response to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal


class ItemType(StrEnum):
    """The item types, by their field names."""

    SINGLE_CHOICE = "single-choice"
    TRUE_FALSE = "true-false"
    SELECT_ALL = "select-all"
    MATCHING = "matching"
    SHORT_ANSWER = "short-answer"
    ORDERING = "ordering"
    DROPDOWN_CLOZE = "dropdown-cloze"
    MATRIX = "matrix"
    HOTSPOT = "hotspot"
    NUMERIC = "numeric"


class Audience(StrEnum):
    """For whom an item is written; an item for both keeps to the patient's limits."""

    PATIENT = "patient"
    STUDENT = "student"


class Topic(StrEnum):
    """What an item is about."""

    TERMINOLOGY = "terminology"
    PANCREATIC_HORMONES = "pancreatic-hormones"
    SITES = "sites"
    SYMPTOMS = "symptoms"
    DIAGNOSIS = "diagnosis"
    TREATMENT = "treatment"
    EPIDEMIOLOGY = "epidemiology"
    CAUSES_RISK = "causes-risk"
    SPREAD_STAGING = "spread-staging"
    SUPPORT_SAFETY = "support-safety"


class Level(StrEnum):
    """Cognitive level, after the revised taxonomy of Bloom."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"


class Status(StrEnum):
    """Where an item version stands; learners see published ones only."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    PUBLISHED = "published"
    RETIRED = "retired"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that can be chosen, with the reason why it is or is not the answer.

    ``id`` is a letter given in alphabetical order of the texts, so it tells nothing about the key.
    ``because`` names the fact or false statement that fixes its truth. ``region`` is the place on the item's
    picture that the option stands for; hotspot only.
    """

    id: str
    text: str
    rationale: str
    is_key: bool = False
    because: str = ""
    region: str = ""

    @property
    def label(self) -> str:
        """The text as it stands in a list; beside a picture with the letter that marks its place there."""
        return f"{self.id.upper()} · {self.text}" if self.region else self.text


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One row of a matching item; ``id`` is lasting, ``key`` is the id of the option that fits.

    ``reverse_stem`` asks for the subject, from what fits it; empty where somebody could name another one.
    Flashcards alone ask it.
    """

    id: str
    text: str
    key: str
    reverse_stem: str = ""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Body of a single-choice, select-all, true/false or hotspot item.

    ``correction`` is the statement put right; true/false only.
    """

    kind: Literal["choices"] = "choices"
    options: tuple[Option, ...]
    correction: str = ""

    @property
    def key_ids(self) -> frozenset[str]:
        """The ids of the keyed options."""
        return frozenset(option.id for option in self.options if option.is_key)


@dataclass(frozen=True, kw_only=True)
class Matching:
    """Body of a matching item: each subject has one option, and one or two options fit none."""

    kind: Literal["matching"] = "matching"
    subjects: tuple[Subject, ...]
    options: tuple[Option, ...]

    @property
    def keys(self) -> dict[str, str]:
        """The keyed option's id, by subject."""
        return {subject.id: subject.key for subject in self.subjects}


@dataclass(frozen=True, kw_only=True)
class ShortAnswer:
    """Body of an item that is answered by typing; the first answer is the one shown."""

    kind: Literal["short-answer"] = "short-answer"
    answers: tuple[str, ...]
    rationale: str


@dataclass(frozen=True, kw_only=True)
class Numeric:
    """Body of an item that is answered by a number, within ``tolerance`` of ``answer``, both ends included.

    ``unit`` is shown beside the field, empty where the number has none; ``other_units`` are further ways to
    write the same unit.
    """

    kind: Literal["numeric"] = "numeric"
    answer: Decimal
    tolerance: Decimal
    unit: str = ""
    other_units: tuple[str, ...] = ()
    rationale: str

    @property
    def units(self) -> tuple[str, ...]:
        """Every way in which the unit may be written."""
        return tuple(filter(None, (self.unit, *self.other_units)))


@dataclass(frozen=True, kw_only=True)
class Ordering:
    """Body of an item whose steps are put in order; ``key`` names the option ids in their right order."""

    kind: Literal["ordering"] = "ordering"
    options: tuple[Option, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A gap in a text, with its own options; ``id`` is lasting. Letters of options count within the blank."""

    id: str
    options: tuple[Option, ...]

    @property
    def key(self) -> Option:
        """The option that fits; the first, where several are keyed by mistake."""
        return next((option for option in self.options if option.is_key), self.options[0])


@dataclass(frozen=True, kw_only=True)
class Cloze:
    """Body of a drop-down cloze: ``[id]`` in the text stands for the blank of that id.

    The blanks come in the order in which they stand there.
    """

    kind: Literal["dropdown-cloze"] = "dropdown-cloze"
    text: str
    blanks: tuple[Blank, ...]

    @property
    def keys(self) -> dict[str, str]:
        """The keyed option's id, by blank."""
        return {blank.id: blank.key.id for blank in self.blanks}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a matrix; ``id`` is lasting, ``key`` is the id of the column that fits."""

    id: str
    text: str
    key: str
    rationale: str
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Body of a matrix: one column fits each row. Columns are options whose reasons stand in the rows."""

    kind: Literal["matrix"] = "matrix"
    options: tuple[Option, ...]
    rows: tuple[Row, ...]

    @property
    def keys(self) -> dict[str, str]:
        """The keyed column's id, by row."""
        return {row.id: row.key for row in self.rows}


Body = Choices | Matching | ShortAnswer | Numeric | Ordering | Cloze | Matrix


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """A warning of ``rule`` that is right to stand, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question with its key, its reasons, and what it rests on.

    ``facts`` make the key right; ``background`` are the facts that the reasons use besides. ``picture`` names
    the picture shown with it, ``made_by`` the kind of rule that drafted it, empty where a person wrote it.
    """

    id: str
    type: ItemType
    audience: frozenset[Audience]
    topic: Topic
    level: Level
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    status: Status
    review_due: date
    stem: str
    body: Body
    background: tuple[str, ...] = ()
    disagreement: bool = False
    no_gloss: tuple[str, ...] = ()
    picture: str = ""
    made_by: str = ""
    waived: tuple[Waiver, ...] = ()

    def __hash__(self) -> int:
        """Return a number that equal items share, without looking at everything in them."""
        return hash((self.id, self.stem))

    @property
    def all_facts(self) -> tuple[str, ...]:
        """The facts behind key and reasons."""
        return self.facts + self.background

    def due_for_review(self, today: date) -> bool:
        """Tell whether the item's content should have been looked at again by ``today``."""
        return today >= self.review_due


@dataclass(frozen=True, kw_only=True)
class Response:
    """What a learner answered; which field is used follows from the item's body. Empty means skipped.

    ``chosen``: option ids of a choice; ``order``: option ids of an ordering, first to last;
    ``matches``: id of a subject, row or blank to option id; ``text``: what was typed.
    """

    chosen: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    matches: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was answered."""
        return not (self.chosen or self.order or self.matches or self.text.strip())
