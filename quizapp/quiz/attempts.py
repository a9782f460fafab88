"""An attempt as a whole, read once: its items, and where each of them stands."""

from dataclasses import dataclass
from uuid import UUID

from quizapp.banks import queries as bank_queries
from quizapp.core.assembly import AssessmentBlueprint
from quizapp.core.behaviour import AnswerState, Behaviour, Step, StepKind, replay, shows_feedback
from quizapp.core.facts import ItemContent
from quizapp.core.grading import Mark, Score, add_up, grade
from quizapp.core.items import Item
from quizapp.core.option_order import as_shown
from quizapp.core.superseding import Renewal
from quizapp.formats.quiz_json import load_blueprint, load_response
from quizapp.models import AttemptItemRow, AttemptRow, ResponseRow
from quizapp.quiz import queries


@dataclass(frozen=True, kw_only=True)
class Place:
    """One item at its place in an attempt, with where it stands.

    ``renewal`` tells what became of the item if its version here rests on a fact that was superseded.
    """

    row: AttemptItemRow
    content: ItemContent
    state: AnswerState
    renewal: Renewal | None

    @property
    def mark(self) -> Mark:
        """Return what the answer earned so far."""
        return grade(self.content.item, self.state.response)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """An attempt with its places in order and the steps that led here."""

    row: AttemptRow
    places: tuple[Place, ...]
    steps: tuple[ResponseRow, ...]

    @property
    def behaviour(self) -> Behaviour:
        """Return when feedback is given."""
        return Behaviour(self.row.behaviour)

    @property
    def is_finished(self) -> bool:
        """Tell whether the attempt was handed in."""
        return self.row.finished_at is not None

    @property
    def score(self) -> Score:
        """Return the score so far."""
        return add_up(place.mark for place in self.places)

    @property
    def blueprint(self) -> AssessmentBlueprint:
        """Return what the quiz was made of; it has no cells where earlier misses made it."""
        return load_blueprint(self.row.blueprint)

    @property
    def item_ids(self) -> frozenset[int]:
        """Return which items it holds."""
        return frozenset(place.row.item_id for place in self.places)

    @property
    def missed_ids(self) -> frozenset[int]:
        """Return which items were missed or skipped, in part or wholly."""
        return frozenset(place.row.item_id for place in self.places if not place.mark.is_right)

    def newest_step(self, place: Place) -> ResponseRow | None:
        """Return what was done last at a place."""
        position = place.row.position
        return next((step for step in reversed(self.steps) if step.position == position), None)

    def place(self, position: int) -> Place | None:
        """Return the item at ``position``, counted from one."""
        return self.places[position - 1] if 1 <= position <= len(self.places) else None

    def shows_feedback(self, place: Place) -> bool:
        """Tell whether the key of this place may be shown."""
        return shows_feedback(place.state, finished=self.is_finished)

    def shown_item(self, place: Place) -> Item:
        """Return the item of a place with its options in the order in which this attempt shows them."""
        return as_shown(place.content.item, seed=str(self.row.seed))

    def next_open(self) -> int | None:
        """Return the first position that was neither answered nor skipped, or None."""
        return next(
            (p.row.position for p in self.places if not (p.state.is_answered or p.state.is_skipped)), None
        )


def find(attempt_id: UUID, *, learner_id: int) -> Attempt | None:
    """Return an attempt of the learner, or None when there is none of theirs; four reads."""
    row = queries.find_attempt(attempt_id, learner_id=learner_id)
    return load(row) if row else None


def load(row: AttemptRow) -> Attempt:
    """Return the whole of an attempt."""
    items, steps = queries.attempt_items(row), tuple(queries.responses(row))
    contents = bank_queries.contents({(item.row.item_id, item.row.item_version) for item in items})
    states = replay(
        Step(
            position=step.position,
            kind=StepKind(step.kind),
            response=load_response(step.response),
            confidence=step.confidence,
        )
        for step in steps
    )
    return Attempt(
        row=row,
        steps=steps,
        places=tuple(
            Place(
                row=item.row,
                content=contents[item.row.item_id, item.row.item_version],
                state=states.get(item.row.position, AnswerState()),
                renewal=item.renewal,
            )
            for item in items
        ),
    )
