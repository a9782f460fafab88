"""A live session as it stands: what everybody sees follows from this, and from nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from quizapp.banks import queries as bank_queries
from quizapp.core.facts import ItemContent
from quizapp.core.live import LiveState, Reached
from quizapp.core.live_plan import LivePlan, SessionKind, StepKind
from quizapp.core.live_tally import Tally, count_confidence, count_item, known
from quizapp.core.option_order import as_shown
from quizapp.formats.live_json import load_counts, load_plan
from quizapp.live import queries
from quizapp.live.answers import response_of
from quizapp.models import LiveSessionRow, LiveStepRow


@dataclass(frozen=True, kw_only=True)
class ShownStep:
    """One step; ``content`` is its item with the options in the order shown, None where none is asked.

    ``version`` is the number of this item's version. ``tally`` is how the room answered it.
    """

    position: int
    kind: StepKind
    reached: Reached
    content: ItemContent | None
    version: int | None = None
    tally: Tally


@dataclass(frozen=True, kw_only=True)
class Showing:
    """A session between two commands, with everything that may be shown of it some day.

    What is held back (keys, reasons, tallies) is up to whoever writes a page or a document from it.
    """

    id: int
    code: str
    kind: SessionKind
    began_on: date
    plan: LivePlan
    state: LiveState
    steps: tuple[ShownStep, ...]

    @property
    def step(self) -> ShownStep | None:
        """The step that the session is at, if it began."""
        return self.steps[self.state.position - 1] if self.state.position else None

    @property
    def may_show_key(self) -> bool:
        """Tell whether the right answer of the step it is at was shown to everybody."""
        return self.step is not None and self.step.reached is Reached.REVEALED

    @property
    def chart(self) -> Tally | None:
        """How the room answered the step it is at, once that is to be seen and enough people answered."""
        step = self.step
        if step is None or step.reached not in {Reached.CHARTED, Reached.REVEALED}:
            return None
        return step.tally if self.kind is SessionKind.CLASS or step.tally.is_shown else None

    @property
    def score(self) -> tuple[int, int]:
        """How many items the room knew, of those shown with their answers that it was scored on."""
        return known(step.tally for step in self.steps if step.reached is Reached.REVEALED)

    @property
    def seen(self) -> tuple[ShownStep, ...]:
        """The items whose right answers were shown."""
        return tuple(step for step in self.steps if step.content and step.reached is Reached.REVEALED)


def plan_of(row: LiveSessionRow) -> LivePlan:
    """Return what a session is about; for who has not joined it yet."""
    return load_plan(row.plan)


def show(row: LiveSessionRow) -> Showing:
    """Return a session as it stands; four reads."""
    step_rows = queries.steps(row.id)
    contents = bank_queries.contents({key for step in step_rows if (key := _version(step))})
    tallies = _tallies(row, step_rows, contents)
    return Showing(
        id=row.id,
        code=row.code or "",
        kind=SessionKind(row.kind),
        began_on=row.created_at.date(),
        plan=plan_of(row),
        state=queries.state_of(row, step_rows),
        steps=tuple(
            ShownStep(
                position=step.position,
                kind=StepKind(step.kind),
                reached=Reached(step.reached),
                content=_shown(contents, step, seed=row.seed),
                version=step.item_version,
                tally=tallies[step.position],
            )
            for step in step_rows
        ),
    )


def _version(step: LiveStepRow) -> tuple[int, int] | None:
    if step.item_id is None or step.item_version is None:
        return None
    return step.item_id, step.item_version


def _shown(
    contents: Mapping[tuple[int, int], ItemContent], step: LiveStepRow, *, seed: int
) -> ItemContent | None:
    key = _version(step)
    if key is None:
        return None
    content = contents[key]
    return replace(content, item=as_shown(content.item, seed=str(seed)))


def _tallies(
    row: LiveSessionRow, step_rows: Sequence[LiveStepRow], contents: Mapping[tuple[int, int], ItemContent]
) -> dict[int, Tally]:
    """Return how the room answered each step: counted from the answers, or as it was kept of them."""
    if row.reduced_at is not None:
        return {
            kept.position: Tally(
                answered=kept.answered,
                skipped=kept.skipped,
                right=kept.right,
                counts=load_counts(kept.counts),
            )
            for kept in queries.tallies(row.id)
        }
    stored = queries.responses(row.id)
    tallies = {}
    for step in step_rows:
        given = [(response_of(text), times) for text, times in stored.get(step.position, {}).items()]
        shown = _shown(contents, step, seed=row.seed)
        tallies[step.position] = count_item(shown.item, given) if shown else count_confidence(given)
    return tallies
