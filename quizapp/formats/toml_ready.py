"""Ready-made sets and the steps of the course in TOML to core values."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from quizapp.core.assembly import Cell
from quizapp.core.items import Level, Topic
from quizapp.core.ready_sets import CourseStep, Note, Point, ReadySet
from quizapp.formats.shapes import Id, Shape, ShortText, Slug, Text
from quizapp.formats.toml_knowledge import ParsedTables, parse_tables


class PointShape(Shape):
    """A sentence of a recap."""

    text: ShortText
    facts: list[Id]


class NoteShape(Shape):
    """What whoever leads a session reads beside an item."""

    item: Slug
    explain: Text
    ask_back: ShortText
    facts: list[Id]

    def to_core(self) -> Note:
        """Return the note."""
        return Note(explain=self.explain, ask_back=self.ask_back, facts=tuple(self.facts))


class SetShape(Shape):
    """A ready-made set of ``sets.toml``."""

    id: Slug
    title: ShortText
    goal: Text
    opening: Text
    content_note: Text | Literal[""] = ""
    items: list[Slug]
    recap: list[PointShape]
    questions: list[ShortText]
    note: list[NoteShape] = Field(default=[])

    @field_validator("note")
    @classmethod
    def stands_once_beside_an_item(cls, notes: list[NoteShape]) -> list[NoteShape]:
        """Refuse two notes for one item."""
        items = [note.item for note in notes]
        if twice := sorted({item for item in items if items.count(item) > 1}):
            raise ValueError(f"there are two for “{twice[0]}”")
        return notes

    def to_core(self) -> ReadySet:
        """Return the set."""
        return ReadySet(
            id=self.id,
            title=self.title,
            goal=self.goal,
            opening=self.opening,
            content_note=self.content_note,
            items=tuple(self.items),
            recap=tuple(Point(text=point.text, facts=tuple(point.facts)) for point in self.recap),
            questions=tuple(self.questions),
            notes={note.item: note.to_core() for note in self.note},
        )


class CellShape(Shape):
    """So many items of a topic and level in the check of a step; no topic means the step's, no level any."""

    topic: Topic | None = None
    level: Level | None = None
    count: Annotated[int, Field(strict=True, ge=1, le=10)]


class StepShape(Shape):
    """A step of ``course.toml``."""

    id: Slug
    title: ShortText
    why: Text
    goals: list[ShortText] = Field(min_length=1)
    topic: Topic
    check: list[CellShape] = Field(min_length=1)

    def to_core(self) -> CourseStep:
        """Return the step."""
        return CourseStep(
            id=self.id,
            title=self.title,
            why=self.why,
            goals=tuple(self.goals),
            topic=self.topic,
            check=tuple(
                Cell(topic=cell.topic or self.topic, level=cell.level, count=cell.count)
                for cell in self.check
            ),
        )


def parse_sets(text: str) -> ParsedTables[ReadySet]:
    """Return the ready-made sets by id; never raises, whatever the text."""
    return parse_tables(text, "set", "id", lambda table: SetShape.model_validate(table).to_core())


def parse_course(text: str) -> ParsedTables[CourseStep]:
    """Return the steps of the course by id; never raises, whatever the text."""
    return parse_tables(text, "step", "id", lambda table: StepShape.model_validate(table).to_core())
