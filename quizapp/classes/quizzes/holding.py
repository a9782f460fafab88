"""What a quiz of a class holds, told before it is begun, and its questions as they could be drawn."""

from dataclasses import dataclass

from quizapp.core.behaviour import Behaviour
from quizapp.core.facts import ItemContent
from quizapp.core.items import Audience, Level, Topic
from quizapp.formats.quiz_json import load_blueprint
from quizapp.formats.ready_json import load_set
from quizapp.models import AssignmentRow
from quizapp.quiz import beginning
from quizapp.quiz.ready import queries as ready_queries
from quizapp.quiz.ready import service as ready

TRIED_SEED = 1


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What a quiz is made of: ``set_title`` where it is a ready-made set, else topics (none: any)."""

    items: int
    behaviour: Behaviour
    set_title: str = ""
    topics: tuple[Topic, ...] = ()
    level: Level | None = None
    audience: Audience | None = None


@dataclass(frozen=True, kw_only=True)
class TriedOut:
    """The questions of a quiz as one drawing gives them, and how many fewer there are than asked for."""

    contents: list[ItemContent]
    missing: int


def of_assignment(row: AssignmentRow) -> Holding:
    """Return what a quiz holds; one read for a ready-made set."""
    if row.ready_id:
        found = load_set(ready_queries.get(row.ready_id).content)
        return Holding(
            items=len(found.items),
            behaviour=Behaviour(row.behaviour),
            set_title=found.title,
            audience=Audience.PATIENT,
        )
    blueprint = load_blueprint(row.blueprint or "")
    topics = tuple(dict.fromkeys(cell.topic for cell in blueprint.cells if cell.topic))
    levels = {cell.level for cell in blueprint.cells}
    return Holding(
        items=blueprint.length,
        behaviour=Behaviour(row.behaviour),
        topics=topics,
        level=levels.pop() if len(levels) == 1 else None,
        audience=blueprint.audience,
    )


def try_out(row: AssignmentRow) -> TriedOut:
    """Return the questions of a quiz as somebody could meet them now."""
    if row.ready_id:
        slug = ready_queries.get(row.ready_id).slug
        offered = ready.find_set(slug)
        if offered is None:
            return TriedOut(contents=[], missing=0)
        return TriedOut(contents=ready.contents(offered), missing=offered.being_updated)
    drawn = beginning.drawn(load_blueprint(row.blueprint or ""), seed=TRIED_SEED)
    chosen = [drawn.contents[one.id, one.version] for one in drawn.assembly.chosen]
    return TriedOut(contents=chosen, missing=drawn.assembly.missing)
