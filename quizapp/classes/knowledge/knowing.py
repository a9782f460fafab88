"""What a class likely knows, read from its own quizzes: no card and no other quiz of anybody is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from quizapp.banks import correction_queries
from quizapp.banks import queries as bank_queries
from quizapp.classes.reports import queries as report_queries
from quizapp.classes.reports.queries import Place
from quizapp.core.assembly import Cell
from quizapp.core.class_memory import Answer, ClassMemory, Given, class_memory, next_cells
from quizapp.core.corrections import mark_now
from quizapp.core.facts import ItemContent
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
    """Return what a class likely knows on a study day, by the keys as they are now; three reads.

    An answer that cannot be held against a corrected key, because the question reads otherwise now, is taken
    by the key that was shown (`core.corrections`).
    """
    taken = report_queries.handed_in([cohort_id])
    places = report_queries.places_of(taken)
    met = {(one.item_id, one.version) for one in places}
    corrected = correction_queries.newest({item_id for item_id, _ in met})
    contents = bank_queries.contents(met | set(corrected.items()))
    answers = {
        one: answer
        for one in places
        if (answer := _answer(one, contents, corrected=corrected.get(one.item_id, 0)))
    }
    asked = {key: contents[key] for key in sorted(met)}
    for_everybody = all(Audience.PATIENT in one.item.audience for one in asked.values())
    return ClassKnowledge(
        memory=class_memory(
            (
                Given(one.key.learner_id, answers[place])
                for one in taken
                for place in one.places
                if place in answers
            ),
            day=day,
        ),
        statements={fact.id: fact.statement for one in asked.values() for fact in one.facts},
        audience=Audience.PATIENT if for_everybody else Audience.STUDENT,
    )


def _answer(
    place: Place, contents: Mapping[tuple[int, int], ItemContent], *, corrected: int
) -> Answer | None:
    """Return what the first answer at a place tells; None where there is none.

    ``corrected`` is the newest version of its item in which a key was corrected, 0 if there is none.
    """
    if place.day is None or place.first.is_empty:
        return None
    item = contents[place.item_id, place.version].item
    now = contents[place.item_id, corrected].item if corrected > place.version else None
    return Answer(
        topic=item.topic,
        # A question that rests on no fact is a piece of knowledge by itself.
        facts=item.facts or (item.id,),
        right=mark_now(item, now, place.first).is_right,
        day=place.day,
    )


def cells_for(
    cohort_id: UUID, topics: Sequence[Topic], *, level: Level | None, length: int, day: int
) -> tuple[Cell, ...]:
    """Return cells on some topics that ask a class most about what it has likely forgotten; three reads."""
    return next_cells(of_class(cohort_id, day=day).memory, topics, level=level, length=length)
