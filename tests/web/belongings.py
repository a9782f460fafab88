"""What a learner has that an address or a form can name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from quizapp.author import service as author_service
from quizapp.author.drafts.starting import empty_table
from quizapp.author.importing import service as import_service
from quizapp.author.importing.service import NewBank, Unsaid
from quizapp.author.pictures import service as picture_service
from quizapp.classes import asking, seen
from quizapp.classes import queries as class_queries
from quizapp.classes import service as class_service
from quizapp.classes.quizzes import service as assigned
from quizapp.classes.quizzes.service import Chosen
from quizapp.classes.tasks import service as tasks
from quizapp.core.assembly import AssessmentBlueprint, spread
from quizapp.core.assignments import Counts, Terms, Window
from quizapp.core.class_tasks import Task
from quizapp.core.cohorts import CohortRole
from quizapp.core.exchange import ForeignItem
from quizapp.core.items import ItemType
from quizapp.core.live import Command
from quizapp.core.people import Role, Scope
from quizapp.core.pictures import Picture
from quizapp.database import Base, db
from quizapp.formats.exchange.prepared import PreparedFile, dump_foreign
from quizapp.formats.photo import read_picture
from quizapp.formats.svg import Drawing
from quizapp.live import tickets
from quizapp.live.tickets import Ticket
from quizapp.models import (
    AccountRow,
    ApiTokenRow,
    AssignmentRow,
    AttemptRow,
    BankRow,
    CohortMemberRow,
    CohortRow,
    CorrectedVersionRow,
    CorrectionRow,
    CramRow,
    DraftRow,
    ImportedItemRow,
    ImportFileRow,
    ItemRow,
    ItemVersionRow,
    LearnerRow,
    LiveParticipantRow,
    LiveSessionRow,
    LoginSessionRow,
    ReportRow,
    ReviewRow,
    RoleRow,
)
from quizapp.web import tokens
from quizapp.web.clock import utcnow
from tests.author.pictures import photo
from tests.live.hall import Hall, Phone
from tests.support.visitor import Visitor

Stored = tuple[tuple[type[Base], Mapping[str, object]], ...]

ANOTHER_DEVICE = "Another device"

REPORT_ID = UUID("7d2b6b0e-5a9e-4f0e-9d67-0a3a4f1c2b15")
"""Of a report about a question, which nobody answered yet; whose it is, nobody knows."""

KEPT_ID = UUID("7d2b6b0e-5a9e-4f0e-9d67-0a3a4f1c2b14")
"""Of a question that the bank “terminology” keeps as it stood in its file."""

PICTURE_ID = "a-circle"
"""Of an uploaded picture, which every educator may describe otherwise."""

DRAFT_ID = UUID("7d2b6b0e-5a9e-4f0e-9d67-0a3a4f1c2b13")
"""Of a question in work, which every educator may go on with."""


@dataclass(frozen=True, kw_only=True)
class Belongings:
    """A quiz, a card, an answer to it, a practice and a live session; what an account has besides.

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
    import_id: UUID = field(default_factory=uuid4)
    cohort_id: UUID = field(default_factory=uuid4)
    assignment_id: UUID = field(default_factory=uuid4)
    member_id: UUID = field(default_factory=uuid4)
    task_id: UUID = field(default_factory=uuid4)
    correction_id: int = 10**6
    live_code: str = "ZZZZZZ"
    live_secret: str = "made-up"
    led_id: int = 10**6
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
            cohort_id, member_id = _store_class(account_id)
            of_account: dict[str, Any] = {
                "cohort_id": cohort_id,
                "assignment_id": _store_assignment(cohort_id),
                "task_id": _store_task(cohort_id),
                "member_id": member_id,
                "login_id": _store_login(account_id),
                "token_id": token_id,
                "import_id": _store_import(account_id),
                "led_id": _store_led(account_id),
            }
            _store_draft(account_id)
            _store_picture(account_id)
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
            correction_id=_store_correction(review),
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


def _store_led(account_id: int) -> int:
    """Store a live session that an account led, and that is over."""
    hall = Hall(now=utcnow())
    hall.does(Command.END, now=utcnow())
    db.session.get_one(LiveSessionRow, hall.id).account_id = account_id
    db.session.commit()
    return hall.id


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
        rows += [(AccountRow, account_id), (ImportFileRow, own.import_id), (ImportedItemRow, KEPT_ID)]
        rows += [(DraftRow, DRAFT_ID), (CohortRow, own.cohort_id), (CohortMemberRow, own.member_id)]
        rows += [(AssignmentRow, own.assignment_id)]
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


def _store_import(account_id: int) -> UUID:
    """Store a file of questions that somebody looks through, and a question of one that everybody sees."""
    import_id, now = uuid4(), utcnow()
    essay = ForeignItem(kind="essay", stem="Tell us.", body=None, raw="Tell us. {}")
    bank_id = db.session.scalars(select(BankRow.id).filter_by(slug="terminology")).one()
    db.session.merge(
        ImportedItemRow(
            id=KEPT_ID,
            bank_id=bank_id,
            file_name="essays.gift",
            content=dump_foreign(essay),
            findings="[]",
            fingerprint="",
            imported_at=now,
        )
    )
    file = PreparedFile(format="gift")
    new_bank = NewBank(slug=f"new-{account_id}", title="New", language="en-GB")
    import_service.look(
        file, new_bank, Unsaid(), import_id=import_id, name="empty.gift", account_id=account_id, now=now
    )
    return import_id


def _store_class(account_id: int) -> tuple[UUID, UUID]:
    """Store a class that somebody leads, or assists in if their account may not teach."""
    cohort_id, member_id = uuid4(), uuid4()
    class_service.make(
        cohort_id,
        title="A class",
        name="Kim",
        account_id=account_id,
        member_id=member_id,
        draw_code=asking.draw_code,
        invitation=asking.draw_invitation(),
        now=utcnow(),
    )
    if not class_queries.may_teach(account_id):
        db.session.get_one(CohortMemberRow, member_id).role = CohortRole.ASSISTANT
        db.session.add(
            CohortMemberRow(
                id=uuid4(),
                cohort_id=cohort_id,
                account_id=_store_teacher(),
                name="Avery",
                role=CohortRole.EDUCATOR,
                joined_at=utcnow(),
                seen_version=seen.NEWEST,
            )
        )
        db.session.commit()
    return cohort_id, member_id


def _store_teacher() -> int:
    """Store the account of an educator who never logs in."""
    role = db.session.scalars(select(RoleRow).filter_by(name=Role.EDUCATOR)).one()
    name = uuid4().hex
    account = AccountRow(
        email=f"{name}@example.org", active=True, fs_uniquifier=name, simulated=False, roles=[role]
    )
    db.session.add(account)
    db.session.flush()
    return account.id


def _store_assignment(cohort_id: UUID) -> UUID:
    """Give a class a quiz."""
    assignment_id, now = uuid4(), utcnow()
    blueprint = AssessmentBlueprint(cells=spread((), None, 5))
    terms = Terms(opens_at=now, closes_at=None, attempts=None)
    assigned.assign(
        assignment_id,
        cohort_id,
        Chosen(blueprint=blueprint),
        title="A quiz",
        terms=terms,
        counts=Counts.BEST,
        now=now,
    )
    return assignment_id


def _store_task(cohort_id: UUID) -> UUID:
    """Give a class a step to read."""
    task_id, now = uuid4(), utcnow()
    window = Window(opens_at=now, closes_at=None)
    tasks.give(task_id, cohort_id, Task(title="A step", words="Read this.", window=window), now=now)
    return task_id


def _store_draft(account_id: int) -> None:
    """Store a question in work, where nobody has begun it yet."""
    bank = db.session.scalars(select(BankRow).filter_by(slug="terminology")).one()
    today = utcnow().date()
    table = empty_table(ItemType.SINGLE_CHOICE, DRAFT_ID, today=today)
    author_service.begin(bank, table, draft_id=DRAFT_ID, account_id=account_id, now=utcnow())


def _store_picture(account_id: int) -> None:
    """Store a picture as if it had been uploaded."""
    drawn = read_picture(photo())
    assert isinstance(drawn, Drawing)
    picture = Picture(
        id=PICTURE_ID,
        title="A circle",
        description="A circle on white, and nothing else.",
        credit="Drawn for a test",
        width=drawn.width,
        height=drawn.height,
        svg=drawn.markup,
        regions=(),
    )
    picture_service.keep(picture, account_id=account_id, now=utcnow())


def _store_correction(review: ReviewRow) -> int:
    """Store that the key of a card's question was corrected since it was answered, and a report of it."""
    item_id, now = review.item_id, utcnow()
    last = select(ItemVersionRow).filter_by(item_id=item_id).order_by(ItemVersionRow.number.desc()).limit(1)
    old = db.session.scalars(last).one()
    number = old.number + 1
    columns = {column.key: getattr(old, column.key) for column in ItemVersionRow.__table__.columns}
    db.session.add(ItemVersionRow(**columns | {"number": number, "created_at": now}))
    db.session.flush()
    row = CorrectionRow(
        item_id=item_id, from_version=1, to_version=number, sentence="It is B.", corrected_at=now
    )
    report = ReportRow(
        id=REPORT_ID, item_id=item_id, item_version=1, reason="wrong", note="", reported_at=now
    )
    db.session.merge(report)
    db.session.add(row)
    db.session.flush()
    db.session.add_all(
        CorrectedVersionRow(item_id=item_id, to_version=number, version=older) for older in range(1, number)
    )
    db.session.commit()
    return row.id


def _store_login(account_id: int) -> UUID:
    id_, now = uuid4(), utcnow()
    db.session.add(
        LoginSessionRow(
            id=id_, account_id=account_id, device=ANOTHER_DEVICE, created_at=now, last_seen_at=now
        )
    )
    db.session.commit()
    return id_
