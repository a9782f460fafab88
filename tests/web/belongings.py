"""What a learner has that an address or a form can name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from quizapp.core.people import Scope
from quizapp.database import Base, db
from quizapp.live import tickets
from quizapp.live.tickets import Ticket
from quizapp.models import (
    AccountRow,
    ApiTokenRow,
    AttemptRow,
    CramRow,
    ItemRow,
    LearnerRow,
    LiveParticipantRow,
    LoginSessionRow,
    ReviewRow,
)
from quizapp.web import tokens
from quizapp.web.clock import utcnow
from tests.live.hall import Hall, Phone
from tests.support.visitor import Visitor

Stored = tuple[tuple[type[Base], Mapping[str, object]], ...]

ANOTHER_DEVICE = "Another device"


@dataclass(frozen=True, kw_only=True)
class Belongings:
    """A quiz, a card, an answer to it, a practice and a live session; of an account a login and a token.

    As it stands, it names things that are not there.
    """

    learner_id: int = 0
    attempt_id: UUID = field(default_factory=uuid4)
    item_id: int = 10**6
    slug: str = "no-such-card"
    face: str = "main"
    review_id: UUID = field(default_factory=uuid4)
    cram_id: UUID = field(default_factory=uuid4)
    login_id: UUID = field(default_factory=uuid4)
    token_id: UUID = field(default_factory=uuid4)
    live_code: str = "ZZZZZZ"
    live_secret: str = "made-up"
    live_seat: tuple[int, UUID] = field(default_factory=lambda: (0, uuid4()))


def gather(app: Flask, visitor: Visitor, *, deck: int, account_id: int | None = None) -> Belongings:
    """Let a visitor start a quiz and study the deck of this number; return what they have then."""
    start = visitor.get("/").form("/quiz/quick")
    visitor.submit(start, start.as_it_stands())
    add = [form for form in visitor.get("/cards/").forms if form.action.endswith("/decks")][deck]
    visitor.submit(add, add.as_it_stands())
    card = visitor.get("/cards/next").form("/reviews")
    visitor.submit(card, card.as_it_stands("1"))
    practise = visitor.get("/cards/cram/").form("/cards/cram/")
    visitor.submit(practise, practise.as_it_stands())
    with app.app_context():
        hall, phone = _sit_down(visitor)
        if account_id:
            _, token_id = store_token(account_id, Scope.READ)
            of_account = {"login_id": _store_login(account_id), "token_id": token_id}
        else:
            of_account = {}
        review = db.session.scalars(select(ReviewRow).order_by(ReviewRow.learner_id.desc()).limit(1)).one()
        return Belongings(
            learner_id=review.learner_id,
            attempt_id=db.session.scalars(
                select(AttemptRow.id).filter_by(learner_id=review.learner_id)
            ).one(),
            slug=db.session.scalars(select(ItemRow.slug).filter_by(id=review.item_id)).one(),
            item_id=review.item_id,
            face=review.face,
            review_id=review.id,
            cram_id=db.session.scalars(select(CramRow.id).filter_by(learner_id=review.learner_id)).one(),
            live_code=hall.code,
            live_secret=hall.secret,
            live_seat=(hall.id, phone.id),
            **of_account,
        )


def _sit_down(visitor: Visitor) -> tuple[Hall, Phone]:
    """Give a visitor a live session that they lead, and have joined."""
    hall = Hall(now=utcnow())
    phone = hall.phone()
    ticket = Ticket(participant_id=phone.id, secret=phone.secret)
    visitor.cookies[tickets.participant_cookie(hall.code)] = ticket.value
    visitor.cookies[tickets.leader_cookie(hall.code)] = hall.secret
    return hall, phone


def store_token(account_id: int, *scopes: Scope, expired: bool = False) -> tuple[str, UUID]:
    """Store a token; return its secret and its id."""
    secret, id_, now = f"{tokens.PREFIX}{uuid4().hex}", uuid4(), utcnow()
    db.session.add(
        ApiTokenRow(
            id=id_,
            account_id=account_id,
            name="A program",
            digest=tokens.digest(secret),
            scopes=" ".join(scopes),
            created_at=now - timedelta(days=2),
            expires_at=now + timedelta(days=-1 if expired else 1),
        )
    )
    db.session.commit()
    return secret, id_


def is_there(own: Belongings, account_id: int | None) -> bool:
    """Tell whether an account, if there is one, and its learner still have what they had."""
    rows: list[tuple[type[Base], object]] = [
        (LearnerRow, own.learner_id),
        (AttemptRow, (own.learner_id, own.attempt_id)),
        (ReviewRow, (own.learner_id, own.review_id)),
        (CramRow, (own.learner_id, own.cram_id)),
    ]
    if account_id:
        rows.append((AccountRow, account_id))
    seat = db.session.get(LiveParticipantRow, own.live_seat)
    is_seated = seat is not None and not seat.left
    return is_seated and all(db.session.get(table, id_) is not None for table, id_ in rows)


def logins_and_tokens(account_id: int) -> Stored:
    """Return the logins and tokens of an account as they are stored."""
    rows = [
        row
        for table in (LoginSessionRow, ApiTokenRow)
        for row in db.session.scalars(select(table).filter_by(account_id=account_id))
    ]
    return tuple(
        (type(row), {column.key: getattr(row, column.key) for column in row.__table__.columns})
        for row in rows
    )


def put_back(stored: Stored) -> None:
    """Store again what was ended or revoked."""
    for table, values in stored:
        db.session.merge(table(**values))
    db.session.commit()


def _store_login(account_id: int) -> UUID:
    id_, now = uuid4(), utcnow()
    db.session.add(
        LoginSessionRow(
            id=id_, account_id=account_id, device=ANOTHER_DEVICE, created_at=now, last_seen_at=now
        )
    )
    db.session.commit()
    return id_
