"""What a class likely knows, read from its own quizzes: no card and no other quiz of anybody is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from quizapp.banks import queries as bank_queries
from quizapp.classes import report_queries
from quizapp.core.assembly import Cell
from quizapp.core.behaviour import replay
from quizapp.core.class_memory import ClassMemory, Given, class_memory, next_cells
from quizapp.core.grading import grade
from quizapp.core.items import Audience, Level, Topic


@dataclass(frozen=True, kw_only=True)
class ClassKnowledge:
    """What a class likely knows; ``statements`` are its facts in words, by id.

    ``audience`` is for whom its questions were: for students as soon as one was for them only.
    """

    memory: ClassMemory
    statements: Mapping[str, str]
    audience: Audience


def of_class(cohort_id: UUID, *, day: int) -> ClassKnowledge:
    """Return what a class likely knows on a study day; two reads."""
    met = report_queries.met([cohort_id])
    contents = bank_queries.contents({(one.item_id, one.version) for one in met})
    given: list[Given] = []
    for one in met:
        item = contents[one.item_id, one.version].item
        state = replay(one.steps).get(one.position)
        if state and one.day is not None and not state.first.response.is_empty:
            given.append(
                Given(
                    who=one.key.learner_id,
                    topic=item.topic,
                    # A question that rests on no fact is a piece of knowledge by itself.
                    facts=item.facts or (item.id,),
                    right=grade(item, state.first.response).is_right,
                    day=one.day,
                )
            )
    for_everybody = all(Audience.PATIENT in one.item.audience for one in contents.values())
    return ClassKnowledge(
        memory=class_memory(given, day=day),
        statements={fact.id: fact.statement for _, one in sorted(contents.items()) for fact in one.facts},
        audience=Audience.PATIENT if for_everybody else Audience.STUDENT,
    )


def cells_for(
    cohort_id: UUID, topics: Sequence[Topic], *, level: Level | None, length: int, day: int
) -> tuple[Cell, ...]:
    """Return cells on some topics that ask a class most about what it has likely forgotten; two reads."""
    return next_cells(of_class(cohort_id, day=day).memory, topics, level=level, length=length)
