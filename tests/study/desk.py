"""A learner at a desk of cards: a small bank in the database, and a clock that only tests move."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from quizapp.core.card_search import wording
from quizapp.core.facts import Fact, FactUse, ItemContent, Source
from quizapp.core.forgetting import Rating
from quizapp.core.items import Item, Topic
from quizapp.core.setting_aside import Move
from quizapp.core.study_queue import ALL_CARDS, Scope, parse_scope
from quizapp.database import db
from quizapp.formats.item_json import dump_content
from quizapp.models import (
    BankRow,
    CardStateRow,
    ItemRow,
    ItemVersionRow,
    ItemWordingRow,
    LearnerRow,
    ReviewRow,
)
from quizapp.study import queries, queue_words, service
from quizapp.study.decks import service as decks
from quizapp.study.log import clock_of
from quizapp.study.moves import queries as move_queries
from quizapp.study.moves import service as moves
from quizapp.study.moves import undoing
from quizapp.study.moves.queries import Undoable
from tests.core.builders import make_item

MONDAY_EVENING = datetime(2026, 11, 16, 20, tzinfo=UTC)
SOURCE = Source(id="cruk-2014", publisher="Cancer Research UK", title="NETs", year=2014)
FACT = Fact(
    id="F001",
    topic=Topic.TERMINOLOGY,
    statement="“Neuro” means nerve.",
    use=FactUse.TEACH,
    sources=("cruk-2014",),
)


def store_bank(slug: str, *items: Item) -> None:
    """Store a bank with its items, all offered."""
    bank = BankRow(
        slug=slug,
        title=slug.title(),
        description=f"About {slug}.",
        language="en-GB",
        content_hash="",
        loaded_at=MONDAY_EVENING,
    )
    db.session.add(bank)
    db.session.flush()
    for position, item in enumerate(items, start=1):
        row = ItemRow(
            slug=item.id,
            bank_id=bank.id,
            position=position,
            version=0,
            topic=item.topic,
            level=item.level,
            for_patients=True,
            for_students=True,
            offered=True,
        )
        db.session.add(row)
        db.session.flush()
        store_version(row, item)


def store_version(row: ItemRow, item: Item) -> None:
    """Store a new version of an item."""
    row.version += 1
    db.session.merge(ItemWordingRow(item_id=row.id, wording=wording(item)))
    content = ItemContent(item=item, facts=(FACT,), sources=(SOURCE,), terms=())
    db.session.add(
        ItemVersionRow(
            item_id=row.id,
            number=row.version,
            content=dump_content(content),
            content_hash="",
            review_due=item.review_due,
            created_at=MONDAY_EVENING,
        )
    )
    db.session.commit()


def make_items(count: int) -> list[Item]:
    """Return so many sound items, numbered from ``item-1`` on."""
    return [make_item(id=f"item-{number}") for number in range(1, count + 1)]


def make_learner(**wishes: object) -> LearnerRow:
    """Store a learner who likes to study as told."""
    learner = LearnerRow(
        public_id=uuid4(), created_at=MONDAY_EVENING, last_active_at=MONDAY_EVENING, **wishes
    )
    db.session.add(learner)
    db.session.commit()
    return learner


@dataclass(kw_only=True)
class Desk:
    """What a learner does, at the time the desk's clock shows."""

    learner: LearnerRow
    now: datetime = MONDAY_EVENING
    last: ReviewRow | None = field(default=None)

    def renew(self, learner_id: int) -> None:
        """Sit down again after the session was emptied."""
        learner = db.session.get(LearnerRow, learner_id)
        assert learner
        self.learner = learner

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def add(self, scope: str) -> int:
        """Make cards of a deck."""
        return decks.add_deck(self.learner, self._scope(scope), now=self.now)

    def next(self, scope: str = "all") -> str:
        """Return the item and face of the next card, or nothing when none is left."""
        card = service.next_up(self.learner, self._scope(scope), now=self.now).card
        return f"{card.content.slug}/{card.state.face}" if card else ""

    def left(self, scope: str = "all") -> int:
        """Return how many cards are left for today."""
        return service.next_up(self.learner, self._scope(scope), now=self.now).left.cards

    def left_words(self, scope: str = "all") -> str:
        """Return what a card's page says of how many cards are left."""
        left = service.next_up(self.learner, self._scope(scope), now=self.now).left
        return queue_words.left_words(left, self._scope(scope))

    def card(self, name: str) -> CardStateRow:
        """Return the state of a card by item and face, as it is stored now."""
        db.session.flush()
        db.session.expire_all()
        slug, _, face = name.partition("/")
        card = queries.find_card(slug, face or "main", learner_id=self.learner.id)
        assert card
        return card

    def rate(
        self,
        name: str,
        rating: Rating,
        *,
        version: int | None = None,
        review_id: UUID | None = None,
        duration_ms: int = 0,
        scope: str = "all",
    ) -> ReviewRow:
        """Answer a card that came in a scope."""
        card = self.card(name)
        answer = service.Answer(
            version=card.version if version is None else version,
            rating=rating,
            review_id=review_id or uuid4(),
            duration_ms=duration_ms,
        )
        self.last = service.rate(self.learner, card, answer, now=self.now, scope=self._scope(scope))
        return self.last

    def learn(self, name: str) -> None:
        """Take a new card through its learning steps."""
        self.rate(name, Rating.GOOD)
        self.rate(name, Rating.GOOD)

    def undoable(self) -> Undoable | None:
        """Return what can be taken back next."""
        return move_queries.last_act(clock_of(self.learner).day(self.now), learner_id=self.learner.id)

    def undo(self, review: ReviewRow | Undoable, undo_id: UUID | None = None) -> None:
        """Take an answer back."""
        undoing.undo(self.learner, review.id, undo_id=undo_id or uuid4(), now=self.now)

    def move(self, name: str, how: str) -> None:
        """Do something with a card beside answering it."""
        moves.move(self.learner, self.card(name), Move(how), move_id=uuid4(), now=self.now)

    def forget(self, name: str) -> None:
        """Make a card new again."""
        moves.forget(self.learner, self.card(name), move_id=uuid4(), now=self.now)

    def set_day(self, name: str, days: int) -> None:
        """Let a card come in so many days."""
        moves.set_day(self.learner, self.card(name), days, move_id=uuid4(), now=self.now)

    def study_all(self, rating: Rating = Rating.EASY, *, most: int = 500) -> list[str]:
        """Answer what comes until nothing is left; return the cards in the order they came."""
        seen: list[str] = []
        while (name := self.next()) and len(seen) < most:
            self.rate(name, rating)
            seen.append(name)
        return seen

    def _scope(self, text: str) -> Scope:
        scope = parse_scope(text)
        assert scope
        return scope if text != "all" else ALL_CARDS
