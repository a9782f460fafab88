"""What a live session is made of: its steps, and what is said around them."""

from dataclasses import dataclass
from enum import StrEnum


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
class Note:
    """What the facilitator alone reads beside an item.

    ``explain`` is how to explain it, ``ask_back`` what to ask the room to say in its own words.
    """

    explain: str
    ask_back: str


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One step as planned; ``item`` is an item version, None where the room is asked how sure it feels."""

    kind: StepKind
    item: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class LivePlan:
    """What is said around the items of a session.

    ``recap`` are the things learnt, ``questions`` those for one's own team; ``notes`` go by the lasting ids
    of items.
    """

    title: str
    goal: str
    content_note: str = ""
    recap: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    notes: dict[str, Note]
