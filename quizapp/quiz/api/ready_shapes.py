"""What programs get of ready-made sets and the course, with an example of each."""

from typing import Any, Literal

from pydantic import Field

from quizapp.core.items import Level, Topic
from quizapp.core.ready_sets import ReadySet
from quizapp.quiz.ready.service import OfferedStep
from quizapp.web.api.blueprint import Shape
from quizapp.web.sheet import RecapPoint

Example = dict[str, Any]


class SetView(Shape):
    """A ready-made set for patients."""

    id: str
    title: str
    goal: str = Field(description="What people know after it.")
    opening: str
    content_note: str = Field(description="What to know before starting; empty where nothing is hard.")
    items: int = Field(description="How many questions it has.")


class SetList(Shape):
    """All ready-made sets, in their order."""

    sets: list[SetView]


class SheetView(Shape):
    """What a set teaches; show it after the questions, because it answers them."""

    id: str
    title: str
    recap: list[str] = Field(description="Without what rests on a fact that has been replaced since.")
    questions: list[str] = Field(description="To ask one’s own team.")


class CellView(Shape):
    """So many questions of a topic and a level in a check."""

    topic: Topic | None
    level: Level | None = Field(description="None means any.")
    count: int


class StepView(Shape):
    """A step of the students’ course."""

    id: str
    number: int
    title: str
    why: str
    goals: list[str] = Field(description="What somebody can do afterwards.")
    scope: str = Field(description="Its cards, as `/cards/next` and `/decks` take it.")
    check: list[CellView]
    state: Literal["done", "next", "open"] = Field(description="Done once its check was handed in.")


class CourseView(Shape):
    """The course, and where the learner is."""

    steps: list[StepView]


SETS: Example = {
    "sets": [
        {
            "id": "tests-and-scans",
            "title": "Tests and scans",
            "goal": "After this you will know what common tests do.",
            "opening": "Which tests fit depends on the person.",
            "content_note": "",
            "items": 8,
        }
    ]
}
SHEET: Example = {
    "id": "tests-and-scans",
    "title": "Tests and scans",
    "recap": ["Test results help the team to plan treatment."],
    "questions": ["Which test is next, and what will it show?"],
}
COURSE: Example = {
    "steps": [
        {
            "id": "finding",
            "number": 7,
            "title": "Finding a NET",
            "why": "Knowing what each test shows helps to prepare patients for it.",
            "goals": ["Explain common tests and scans in plain words."],
            "scope": "topic:diagnosis",
            "check": [{"topic": "diagnosis", "level": "remember", "count": 8}],
            "state": "next",
        }
    ]
}


def set_view(ready: ReadySet) -> SetView:
    """Return a set as programs see it."""
    return SetView(
        id=ready.id,
        title=ready.title,
        goal=ready.goal,
        opening=ready.opening,
        content_note=ready.content_note,
        items=len(ready.items),
    )


def sheet_view(ready: ReadySet, recap: list[RecapPoint]) -> SheetView:
    """Return what a set teaches."""
    return SheetView(
        id=ready.id,
        title=ready.title,
        recap=[point.text for point in recap if not point.is_replaced],
        questions=list(ready.questions),
    )


def step_view(offered: OfferedStep) -> StepView:
    """Return a step of the course as programs see it."""
    step = offered.step
    return StepView(
        id=step.id,
        number=offered.number,
        title=step.title,
        why=step.why,
        goals=list(step.goals),
        scope=f"topic:{step.topic}",
        check=[CellView(topic=cell.topic, level=cell.level, count=cell.count) for cell in step.check],
        state="done" if offered.is_done else "next" if offered.is_next else "open",
    )
