"""People of whom something is stored in every table and every column that may hold it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, cast
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import (
    Boolean,
    Column,
    CursorResult,
    Double,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    TypeDecorator,
    Uuid,
    insert,
    select,
)

from quizapp.core.items import ItemType, ShortAnswer
from quizapp.database import UtcDateTime, db
from quizapp.models import (
    AssignmentRow,
    BankRow,
    ClassTaskRow,
    CohortRow,
    CorrectionRow,
    DraftRow,
    ItemRow,
    RoleRow,
)
from quizapp.models.account import TextList
from quizapp.web import privacy
from quizapp.web.privacy import Owner, Person, PersonalTable
from tests.core.builders import make_item
from tests.study.desk import store_bank, store_version

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
STEM = "What does “neuro” mean?"


@dataclass(frozen=True, kw_only=True)
class Life:
    """Somebody of whom a row is stored in each table; every text of theirs begins with ``mark``."""

    mark: str
    person: Person
    rows: Mapping[str, Mapping[str, Any]]


def store_items() -> None:
    """Store the one item that everybody here is asked, whose key was corrected."""
    body = ShortAnswer(answers=("nerve",), rationale="It is the Greek word.")
    item = make_item(body, id="neuro", type=ItemType.SHORT_ANSWER, stem=STEM)
    store_bank("words", item)
    row = db.session.scalars(select(ItemRow).filter_by(slug="neuro")).one()
    store_version(row, item)
    sentence = "The Greek word was misspelt."
    correction = CorrectionRow(
        item_id=row.id, from_version=1, to_version=2, sentence=sentence, corrected_at=NOW
    )
    db.session.add(correction)
    db.session.commit()


def live(app: Flask, mark: str, *, account: bool = True) -> Life:
    """Store a row in every personal table; a guest has none that is an account's."""
    tables = {table.name: table for table in privacy.tables(app)}
    known: dict[str, Any] = {
        "item_id": db.session.scalar(select(ItemRow.id)),
        "item_version": 1,
        "correction_id": db.session.scalar(select(CorrectionRow.id)),
        "role_id": db.session.scalar(select(RoleRow.id)),
        "bank_id": db.session.scalar(select(BankRow.id)),
        "draft_id": uuid4(),
        "cohort_id": uuid4(),
        "account_id": None,
    }
    db.session.add(_draft(known["draft_id"], known["bank_id"]))
    db.session.add(_cohort(known["cohort_id"]))
    db.session.flush()
    known["assignment_id"] = _assignment(known["cohort_id"])
    known["task_id"] = _task(known["cohort_id"])
    rows: dict[str, dict[str, Any]] = {}
    for stored in db.metadata.sorted_tables:
        if stored.name in tables and (account or tables[stored.name].owner is Owner.LEARNER):
            rows[stored.name] = _store(stored, mark, known)
    db.session.commit()
    return Life(
        mark=mark, person=Person(learner_id=known["learner_id"], account_id=known["account_id"]), rows=rows
    )


def _draft(draft_id: UUID, bank_id: int) -> DraftRow:
    """Return an item in work, which stays when its authors go."""
    return DraftRow(
        id=draft_id,
        bank_id=bank_id,
        slug=f"in-work-{draft_id}",
        stage="draft",
        revision=1,
        content="{}",
        created_at=NOW,
        updated_at=NOW,
    )


def _cohort(cohort_id: UUID) -> CohortRow:
    """Return a class, which stays when somebody in it goes."""
    code = "".join("BCDFGHJKMNPQRSTV"[digit % 16] for digit in cohort_id.bytes[:8])
    return CohortRow(id=cohort_id, title="A class", code=code, invitation=cohort_id.hex, created_at=NOW)


def _assignment(cohort_id: UUID) -> UUID:
    """Store a quiz of a class, which stays when somebody who took it goes."""
    row = AssignmentRow(
        id=uuid4(),
        cohort_id=cohort_id,
        title="A quiz",
        blueprint="{}",
        behaviour="deferred",
        opens_at=NOW,
        counts="best",
        late="never",
        revision=1,
        created_at=NOW,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def _task(cohort_id: UUID) -> UUID:
    """Store a step that a class is given, which stays when somebody who did it goes."""
    row = ClassTaskRow(
        id=uuid4(),
        cohort_id=cohort_id,
        kind="step",
        title="A step",
        words="Read this.",
        opens_at=NOW,
        revision=1,
        created_at=NOW,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def _store(table: Table, mark: str, known: dict[str, Any]) -> dict[str, Any]:
    """Store a row, and remember what later rows name it by."""
    links = {name: value for name, value in known.items() if name in table.columns}
    row = _given(table, mark) | links | SOUND.get(table.name, {})
    if table.name == "response":
        row["response"] = f'{{"text": "{mark}-response"}}'
    if table.name == "live_session":
        row["host_hash"] = sha256(mark.encode()).hexdigest()
    if table.name == "picture":
        row["slug"] = sha256(mark.encode()).hexdigest()
    result = cast("CursorResult[Any]", db.session.execute(insert(table).values(row)))
    key = next(iter(result.inserted_primary_key or ()))
    if table.name == "account":
        known |= {"account_id": key, "user_id": key, "by_account_id": key}
    if table.name == "learner":
        known["learner_id"] = key
    if table.name == "cohort_member":
        known["member_id"] = row["id"]
    if table.name == "attempt":
        known["attempt_id"] = row["id"]
    if table.name == "import_file":
        known["import_id"] = row["id"]
    if table.name == "card":
        known["face"] = row["face"]
    return row


SOUND: dict[str, dict[str, Any]] = {
    "learner": {"buttons": 2, "text_size": "normal", "retention": 0.9},
    "deck_choice": {"retention": 0.9},
    "memory_parameters": {"kept": False},
    "attempt": {"behaviour": "immediate", "ready_id": None, "assignment_id": None},
    "cohort_member": {"role": "student"},
    "cohort_invitation": {"used_at": None},
    "extra_time": {"share": 200},
    "response": {"kind": "check"},
    "card": {"origin": "chosen"},
    "card_state": {"phase": "review", "due_at": None},
    "card_move": {"kind": "rest", "undoes": None},
    "draft_sign_off": {"vouches": "facts"},
    "import_file": {"format": "gift"},
    "import_item": {"standing": "new"},
    "picture": {"content_hash": "", "content": "{}"},
    "sign_off": {"vouches": "facts"},
    "audit": {"slug": "neuro", "picture": None, "action": "signed", "note": ""},
    "live_session": {"kind": "patient", "code": None, "plan": "{}"},
    "review_log": {"kind": "review", "source": "card", "rating": 3, "undoes": None, "cram_id": None},
}
"""What some columns must hold, because the database refuses anything else."""

CLOSED = {
    "behaviour",
    "format",
    "kind",
    "origin",
    "phase",
    "role",
    "source",
    "standing",
    "text_size",
    "vouches",
}
"""Columns that hold one word of a few, which therefore tells nobody from anybody."""


def open_texts(app: Flask) -> Iterator[tuple[PersonalTable, Column[Any]]]:
    """Yield every personal column that holds what a person or their device wrote; it goes with them."""
    for table in privacy.tables(app):
        if table.stays:
            continue
        for column in db.metadata.tables[table.name].columns:
            kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
            if isinstance(kind, String | LargeBinary) and column.name not in CLOSED:
                yield table, column


def _given(table: Table, mark: str) -> dict[str, Any]:
    generated = table.autoincrement_column
    return {
        column.name: _value(column, f"{mark}-{table.name}-{column.name}")
        for column in table.columns
        if column is not generated
    }


def _value(column: Column[Any], text: str) -> Any:
    """Return something that a column may hold; a type that is not known here is an error."""
    return {
        String: text[: getattr(column.type, "length", None)],
        Text: text,
        LargeBinary: text.encode(),
        UtcDateTime: NOW,
        Uuid: uuid4(),
        Boolean: True,
        Integer: 1,
        Double: 1.5,
        TextList: [text],
    }[type(column.type)]
