"""What educators read of an item in a list."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.author.search.forms import STATE_NAMES
from quizapp.author.search.sought import Found, State
from quizapp.core.items import ItemType, Level, Topic
from quizapp.core.reviewing import Stage
from quizapp.web.filters import LEVEL_NAMES, TOPIC_NAMES, TYPE_NAMES

STAGE_NAMES = {Stage.DRAFT: STATE_NAMES[State.IN_WORK], Stage.IN_REVIEW: STATE_NAMES[State.IN_REVIEW]}

KINDS: Mapping[str, str] = {one.value: TYPE_NAMES[one] for one in ItemType}
TOPICS: Mapping[str, str] = {one.value: TOPIC_NAMES[one] for one in Topic}
LEVELS: Mapping[str, str] = {one.value: LEVEL_NAMES[one] for one in Level}

NO_STEM = "A question without a text"


@dataclass(frozen=True, kw_only=True)
class Line:
    """An item as a line of a list: ``about`` is what it is, ``marks`` where it stands."""

    item: Found
    stem: str
    about: str
    marks: tuple[str, ...]


def line(item: Found) -> Line:
    """Return an item in words; what is missing in one in work is told as missing."""
    about = (
        KINDS.get(item.type, "No kind yet"),
        TOPICS.get(item.topic, "no topic yet"),
        LEVELS.get(item.level, "no level yet"),
        readers(patients=item.for_patients, students=item.for_students),
    )
    marks = (STATE_NAMES[item.state] if item.state else "", STAGE_NAMES[item.stage] if item.stage else "")
    return Line(
        item=item,
        stem=item.stem.strip() or NO_STEM,
        about=" · ".join(about),
        marks=tuple(mark for mark in marks if mark),
    )


def readers(*, patients: bool, students: bool) -> str:
    """Return for whom an item is written, in short."""
    if patients:
        return "for everybody, students too" if students else "for everybody"
    return "for students" if students else "no readers yet"
