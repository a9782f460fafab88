"""A live session for tests: begun with shipped items, with phones that join and answer."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from uuid import UUID, uuid4

from sqlalchemy import select

from quizapp.core.errors import QuizError
from quizapp.core.items import Response
from quizapp.core.live import ALPHABET, Command, LiveState
from quizapp.core.live_plan import LivePlan, Planned, SessionKind, StepKind
from quizapp.core.ready_sets import Point
from quizapp.database import db
from quizapp.live import answers, queries, service, showing
from quizapp.live.answers import Answer, as_stored
from quizapp.live.showing import Showing
from quizapp.models import ItemRow, LiveSessionRow

NOW = datetime(2026, 5, 4, 19, 0, tzinfo=UTC)
SETS_ITEMS = ("nets-in-common", "functioning-net-meaning", "hormone-system-typed")
"""Two items with options, and one that is answered by typing."""

PLAN = LivePlan(
    title="An evening about words",
    goal="After this you will know some words that letters use.",
    recap=(Point(text="All NETs start in neuroendocrine cells.", facts=("F012",)),),
    questions=("Where did it start?",),
    notes={},
)
CODES = count()


@dataclass(frozen=True, kw_only=True)
class Phone:
    """Somebody who joined."""

    session_id: int
    id: UUID
    secret: str

    def answers(self, position: int, response: Response, *, revision: int = 1) -> Answer:
        """Return an answer as this phone sends it."""
        return Answer(
            session_id=self.session_id,
            participant_id=self.id,
            secret=self.secret,
            position=position,
            revision=revision,
            response=as_stored(response),
        )


class Hall:
    """A session and who leads it; to be used inside an application context."""

    def __init__(
        self,
        *,
        slugs: tuple[str, ...] = SETS_ITEMS,
        kind: SessionKind = SessionKind.PATIENT,
        now: datetime = NOW,
    ) -> None:
        rows = {row.slug: row for row in db.session.scalars(select(ItemRow).where(ItemRow.slug.in_(slugs)))}
        items = [Planned(kind=StepKind.ITEM, item=(rows[slug].id, rows[slug].version)) for slug in slugs]
        self.secret = uuid4().hex
        row = service.start(
            PLAN,
            [Planned(kind=StepKind.BEFORE), *items, Planned(kind=StepKind.AFTER)],
            kind=kind,
            secret=self.secret,
            draw_code=lambda: free_code(next(CODES)),
            seed=7,
            account_id=None,
            now=now,
        )
        self.id, self.code = row.id, row.code or ""

    def shown(self) -> Showing:
        """Return the session as it stands."""
        return showing.show(db.session.get_one(LiveSessionRow, self.id))

    def does(self, *commands: Command, now: datetime = NOW) -> LiveState:
        """Carry out commands, each from the state after the one before."""
        for command in commands:
            seq = queries.seqs([self.id])[self.id]
            state = service.command(self.id, command, seq=seq, now=now)
        return state

    def phone(self, *, name: str | None = None) -> Phone:
        """Let somebody join."""
        phone = Phone(session_id=self.id, id=uuid4(), secret=uuid4().hex)
        service.join(self.id, phone.id, secret=phone.secret, draw_name=lambda: name)
        return phone


def told(answer: Answer, *, now: datetime = NOW) -> QuizError | None:
    """Send one answer; return None when it is stored, or why it is not."""
    (stored,) = answers.store([answer], now=now)
    return stored if isinstance(stored, QuizError) else None


def free_code(number: int) -> str:
    """Return a join code that differs for each number."""
    letters = ""
    for _ in range(6):
        number, letter = divmod(number, len(ALPHABET))
        letters += ALPHABET[letter]
    return letters
