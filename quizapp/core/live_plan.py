"""What a live session is made of: its steps, and what is said around them."""

from dataclasses import dataclass
from enum import StrEnum

from quizapp.core.ready_sets import Note, Point


class SessionKind(StrEnum):
    """For whom a session is held.

    In a class the server gives everybody a made-up name, and counts under FEWEST are shown.
    """

    PATIENT = "patient"
    CLASS = "class"


class StepKind(StrEnum):
    """What a step asks: an item, or how sure people feel about the topic."""

    BEFORE = "before"
    ITEM = "item"
    AFTER = "after"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One step as planned; ``item`` is an item version, None where the room is asked how sure it feels."""

    kind: StepKind
    item: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class LivePlan:
    """What is said around the items of a session.

    ``recap`` are the things learnt, each with the facts it rests on; ``questions`` those for one's own team;
    ``notes`` go by the lasting ids of items.
    """

    title: str
    goal: str
    content_note: str = ""
    recap: tuple[Point, ...] = ()
    questions: tuple[str, ...] = ()
    notes: dict[str, Note]
