"""An attempt as a whole, read once: its items, and where each of them stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quizapp.banks import correction_queries
from quizapp.banks import queries as bank_queries
from quizapp.core.adaptive import most_given
from quizapp.core.assembly import AssessmentBlueprint
from quizapp.core.behaviour import AnswerState, Behaviour, Step, StepKind, replay
from quizapp.core.corrections import KeyChange, as_corrected, key_change
from quizapp.core.facts import ItemContent
from quizapp.core.grading import Mark, grade
from quizapp.core.hints import hints
from quizapp.core.items import Item
from quizapp.core.option_order import as_shown
from quizapp.core.outcomes import Outcome, Score, add_up, outcome
from quizapp.core.penalties import most_tries
from quizapp.core.review_options import EVERYTHING, NOTHING, Moment, Part, Parts, ReviewOptions, moment_of
from quizapp.core.superseding import Renewal
from quizapp.core.time_limits import Clock
from quizapp.core.without_reasons import without_reasons
from quizapp.formats.quiz_json import load_blueprint, load_response, load_review
from quizapp.models import AttemptItemRow, AttemptRow, ResponseRow
from quizapp.quiz import queries


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """The version that corrected an item's key, and what was said of each correction since, oldest first."""

    content: ItemContent
    sentences: tuple[str, ...]
    corrected_at: datetime


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a learner is told of a try that leaves an item open."""

    mark: Mark
    hints: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Place:
    """One item at its place in an attempt, with where it stands.

    ``content`` is the version that is shown and answered. ``renewal`` tells what became of the item if that
    version rests on a fact that was superseded; ``corrected`` is there if its key was corrected since.
    ``during`` is what may be shown of it once it has ended, while the attempt goes on.
    """

    row: AttemptItemRow
    content: ItemContent
    behaviour: Behaviour
    state: AnswerState
    renewal: Renewal | None
    corrected: Corrected | None = None
    during: Parts = EVERYTHING

    @property
    def outcome(self) -> Outcome:
        """Return what came of the item so far, by the corrected key where it fits."""
        return outcome(self.marked_item, self.state, self.behaviour)

    @property
    def outcome_as_shown(self) -> Outcome:
        """Return what came of the item by the key of the version that was shown."""
        return outcome(self.content.item, self.state, self.behaviour)

    @property
    def has_tries(self) -> bool:
        """Tell whether it may be tried again after it was told that an answer is not right."""
        return self.behaviour.has_tries

    @property
    def tries_left(self) -> int | None:
        """Return how many tries are left at an item that is open, None where they are not counted."""
        limited = self.behaviour is Behaviour.INTERACTIVE
        return most_tries(self.marked_item) - len(self.state.tries) if limited else None

    @property
    def told(self) -> Told | None:
        """Return what is told of the last try while the item stays open; None where there was none.

        Hints tell parts of the key, so there are none where it is kept back.
        """
        if self.state.is_checked or not self.state.tries:
            return None
        item, last = self.marked_item, self.state.tries[-1].response
        hinting = item if Part.REASONS in self.during else without_reasons(item)
        return Told(mark=grade(item, last), hints=hints(hinting, last) if self.may_give_up else ())

    @property
    def may_give_up(self) -> bool:
        """Tell whether the answer is shown to whoever asks for it instead of trying again."""
        return Part.KEY in self.during

    @property
    def mark(self) -> Mark:
        """Return what the answer earned so far, by the corrected key where it fits."""
        return self.outcome.mark

    @property
    def mark_as_shown(self) -> Mark:
        """Return what the answer earned by the key of the version that was shown."""
        return self.outcome_as_shown.mark

    @property
    def marked_item(self) -> Item:
        """Return the item as it was shown, with the key by which the answer counts now."""
        return self._as_corrected or self.content.item

    @property
    def keeps_mark(self) -> bool:
        """Tell whether its key was corrected, and the corrected one does not fit what was shown."""
        return self.corrected is not None and self._as_corrected is None

    @property
    def _as_corrected(self) -> Item | None:
        return as_corrected(self.content.item, self.corrected.content.item) if self.corrected else None


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """An attempt with its places in order and the steps that led here.

    ``review`` says what may be shown of its answers, ``moment`` at which moment somebody looks; ``closes_at``
    is when its assignment closes, if it has one. A practice chooses each item when the one before was left.
    """

    row: AttemptRow
    places: tuple[Place, ...]
    steps: tuple[ResponseRow, ...]
    review: ReviewOptions
    moment: Moment
    closes_at: datetime | None
    is_practice: bool

    @property
    def behaviour(self) -> Behaviour:
        """Return when feedback is given."""
        return Behaviour(self.row.behaviour)

    @property
    def is_finished(self) -> bool:
        """Tell whether the attempt was handed in."""
        return self.row.finished_at is not None

    @property
    def clock(self) -> Clock | None:
        """Return how long it may take; None where it has no time limit."""
        minutes, ends_at = self.row.minutes, self.row.ends_at
        if minutes is None or ends_at is None:
            return None
        return Clock(started_at=self.row.started_at, minutes=minutes, ends_at=ends_at)

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether its time is over and it was not handed in yet."""
        return self.clock is not None and not self.is_finished and self.clock.is_over(now)

    @property
    def score(self) -> Score:
        """Return the score so far."""
        return add_up(place.outcome for place in self.places)

    @property
    def score_as_shown(self) -> Score:
        """Return the score by the keys that were shown, which is what is counted."""
        return add_up(place.outcome_as_shown for place in self.places)

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

    def state_before(self, step: ResponseRow) -> AnswerState:
        """Return where the item of a stored step stood before it."""
        return _states(one for one in self.steps if one.step < step.step).get(step.position, AnswerState())

    def place(self, position: int) -> Place | None:
        """Return the item at ``position``, counted from one."""
        return self.places[position - 1] if 1 <= position <= len(self.places) else None

    @property
    def length(self) -> int:
        """Return how many items it holds, or may come to hold at most: what is skipped does not count."""
        if self.is_finished or not self.is_practice:
            return len(self.places)
        left_out = sum(place.state.is_put_aside for place in self.places)
        asked = self.blueprint.length
        return max(len(self.places), min(asked + left_out, most_given(asked)))

    def has_ended(self, place: Place) -> bool:
        """Tell whether this place can be answered no more: it was checked, or the attempt handed in."""
        return place.state.is_checked or self.moment is not Moment.DURING

    def shown(self, place: Place) -> Parts:
        """Return what may be shown of this place."""
        return self.review.at(self.moment) if self.has_ended(place) else NOTHING

    @property
    def shown_of_result(self) -> Parts:
        """Return what may be shown of the whole."""
        return NOTHING if self.moment is Moment.DURING else self.review.at(self.moment)

    @property
    def tells_number(self) -> bool:
        """Tell whether its quiz number may be told: it makes the same quiz again, with its answers."""
        if self.is_practice:
            return False  # its items follow from what was answered, too
        return self.row.assignment_id is None or Part.KEY in self.shown_of_result

    def feeds_cards(self, finished_at: datetime | None) -> bool:
        """Tell whether an answer moves cards: when it comes to count, its key may be seen, as on a card.

        ``finished_at`` is when the attempt is handed in; None for an item that ends before.
        """
        moment = moment_of(finished_at, self.closes_at, now=finished_at) if finished_at else Moment.DURING
        return Part.KEY in self.review.at(moment)

    def shown_item(self, place: Place) -> Item:
        """Return the item of a place with its options in the order in which this attempt shows them."""
        return self.in_order(place.content.item)

    def in_order(self, item: Item) -> Item:
        """Return an item with its options in the order in which this attempt shows them."""
        return as_shown(item, seed=str(self.row.seed))

    def next_open(self) -> int | None:
        """Return the first position that was neither answered nor skipped, or None.

        Of a practice it is the last, unless that was left: with what was skipped before, it went on.
        """
        if self.is_practice:
            return None if self.places[-1].state.is_left else len(self.places)
        return next((p.row.position for p in self.places if not (p.state.given or p.state.is_skipped)), None)


def find(attempt_id: UUID, *, learner_id: int, now: datetime) -> Attempt | None:
    """Return an attempt of the learner as it stands ``now``, or None when there is none of theirs.

    Four reads; five where a key was corrected since.
    """
    found = queries.find_reviewed(attempt_id, learner_id=learner_id)
    return _load(found, now=now) if found else None


def _load(found: queries.ReviewedAttempt, *, now: datetime) -> Attempt:
    """Return the whole of an attempt."""
    row, review = found.row, load_review(found.review)
    items, steps = queries.attempt_items(row), tuple(queries.responses(row))
    versions = {(item.row.item_id, item.row.item_version) for item in items}
    contents = bank_queries.contents(versions | {item.corrected_key for item in items if item.corrected_key})
    corrected = _corrected(items, contents)
    states = _states(steps)
    return Attempt(
        row=row,
        steps=steps,
        review=review,
        moment=moment_of(row.finished_at, found.closes_at, now=now),
        closes_at=found.closes_at,
        is_practice=any(item.row.item_difficulty is not None for item in items),
        places=tuple(
            Place(
                row=item.row,
                content=contents[item.row.item_id, item.row.item_version],
                behaviour=Behaviour(row.behaviour),
                state=states.get(item.row.position, AnswerState()),
                renewal=item.renewal,
                corrected=corrected.get(item.row.item_id),
                during=review.during,
            )
            for item in items
        ),
    )


def _states(steps: Iterable[ResponseRow]) -> dict[int, AnswerState]:
    """Return where each item touched stands after stored steps, by position."""
    return replay(
        Step(
            position=step.position,
            kind=StepKind(step.kind),
            response=load_response(step.response),
            confidence=step.confidence,
        )
        for step in steps
    )


def _corrected(
    items: Sequence[queries.AttemptItem], contents: Mapping[tuple[int, int], ItemContent]
) -> dict[int, Corrected]:
    """Return what was corrected since an attempt was started, by item id.

    Where the key that was shown was taken back and is right again, there is nothing to tell.
    """
    keys = {
        item.row.item_id: item.corrected_key
        for item in items
        if item.corrected_key and _differs(contents, item.row, item.corrected_key)
    }
    if not keys:
        return {}
    shown = {item.row.item_id: item.row.item_version for item in items if item.row.item_id in keys}
    told = correction_queries.since(shown)
    return {
        item_id: Corrected(
            content=contents[key],
            sentences=tuple(one.sentence for one in told if one.item_id == item_id),
            corrected_at=max(one.corrected_at for one in told if one.item_id == item_id),
        )
        for item_id, key in keys.items()
    }


def _differs(
    contents: Mapping[tuple[int, int], ItemContent], shown: AttemptItemRow, corrected: tuple[int, int]
) -> bool:
    before = contents[shown.item_id, shown.item_version].item
    return key_change(before, contents[corrected].item) is not KeyChange.NONE
