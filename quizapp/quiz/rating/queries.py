"""The answers from which it is learned how hard items are, of all learners; and what is stored of that."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import Table, and_, delete, exists, or_, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from quizapp.banks.correction_queries import corrected_version
from quizapp.core.item_rating import Version
from quizapp.core.items import Audience
from quizapp.core.practice_level import ItemDifficulty
from quizapp.database import db, id_text
from quizapp.formats.quiz_json import load_blueprint
from quizapp.models import (
    AttemptItemRow,
    AttemptRow,
    ItemDifficultyRow,
    ItemRow,
    LearnerRow,
    ResponseRow,
)

ITEM_DIFFICULTY = cast("Table", ItemDifficultyRow.__table__)


def is_anything_known() -> bool:
    """Tell whether there are attempts of real people, or difficulties from those that there were."""
    attempt = select(AttemptRow.id).join(LearnerRow, LearnerRow.id == AttemptRow.learner_id)
    found = exists(attempt.where(~LearnerRow.simulated)) | exists(select(ItemDifficultyRow.item_id))
    return bool(db.session.scalar(select(found)))


class Taken(NamedTuple):
    """An attempt of somebody at a quiz for students; ``key`` is its id as text, as read with its answers."""

    learner_id: int
    attempt_id: UUID
    key: str
    is_finished: bool


class MetFirst(NamedTuple):
    """An item at its place in the attempt in which its learner met it first.

    ``corrected`` is the newest version that corrected its key since, if one did.
    """

    learner_id: int
    attempt_key: str
    position: int
    item_id: int
    version: int
    corrected: int | None


def taken() -> list[Taken]:
    """Return the attempts at quizzes for students in the order of time, but not those of simulated people."""
    row = AttemptRow
    stmt = select(row.learner_id, row.id, id_text(row.id), row.finished_at.is_not(None), row.blueprint)
    stmt = stmt.join(LearnerRow, LearnerRow.id == row.learner_id).where(~LearnerRow.simulated)
    found = db.session.execute(
        stmt.order_by(row.started_at, row.learner_id, row.id), execution_options={"yield_per": 1000}
    )
    return [
        Taken(learner_id, attempt_id, key, is_finished)
        for learner_id, attempt_id, key, is_finished, blueprint in found
        if load_blueprint(blueprint).audience is Audience.STUDENT
    ]


def met_first(attempts: Collection[Taken]) -> list[MetFirst]:
    """Return the items of some attempts that their learners met in none before, in the order of places."""
    place, attempt = AttemptItemRow, AttemptRow
    other_place, other = aliased(AttemptItemRow), aliased(AttemptRow)
    before = (
        exists()
        .where(
            other_place.learner_id == place.learner_id,
            other_place.item_id == place.item_id,
            other.learner_id == other_place.learner_id,
            other.id == other_place.attempt_id,
            or_(
                other.started_at < attempt.started_at,
                and_(other.started_at == attempt.started_at, other.id < attempt.id),
            ),
        )
        .correlate(place, attempt)
    )
    stmt = (
        select(
            place.learner_id,
            id_text(place.attempt_id),
            place.position,
            place.item_id,
            place.item_version,
            corrected_version(place.item_id, place.item_version),
        )
        .join(attempt, and_(attempt.learner_id == place.learner_id, attempt.id == place.attempt_id))
        .where(
            place.learner_id.in_({one.learner_id for one in attempts}),
            place.attempt_id.in_({one.attempt_id for one in attempts}),
            ~before,
        )
        .order_by(place.learner_id, place.attempt_id, place.position)
    )
    return [MetFirst(*row) for row in db.session.execute(stmt)]


class LoggedStep(NamedTuple):
    """A step of an attempt as it is stored."""

    learner_id: int
    attempt_key: str
    position: int
    kind: str
    response: str


def steps(attempts: Collection[Taken]) -> list[LoggedStep]:
    """Return the steps of some attempts, of each in the order in which they were taken."""
    row = ResponseRow
    stmt = select(row.learner_id, id_text(row.attempt_id), row.position, row.kind, row.response).where(
        row.learner_id.in_({one.learner_id for one in attempts}),
        row.attempt_id.in_({one.attempt_id for one in attempts}),
    )
    stmt = stmt.order_by(row.learner_id, row.attempt_id, row.step)
    return [LoggedStep(*one) for one in db.session.execute(stmt)]


def newest_versions() -> list[Version]:
    """Return the newest version of every item that is offered."""
    rows = db.session.execute(select(ItemRow.id, ItemRow.version).where(ItemRow.offered))
    return [(item_id, number) for item_id, number in rows]


def stored() -> dict[Version, ItemDifficulty]:
    """Return how hard item versions are, as it is stored."""
    row = ItemDifficultyRow
    rows = db.session.execute(select(row.item_id, row.item_version, row.logits, row.answers))
    return {
        (item_id, number): ItemDifficulty(logits=logits, answers=answers)
        for item_id, number, logits, answers in rows
    }


def replace(difficulties: Mapping[Version, ItemDifficulty], *, gone: Iterable[Version]) -> None:
    """Store how hard some item versions are, and nothing more of those that are gone."""
    version = tuple_(ItemDifficultyRow.item_id, ItemDifficultyRow.item_version)
    connection = db.session.connection()
    for key in gone:
        connection.execute(delete(ItemDifficultyRow).where(version == key))
    if difficulties:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        stmt = insert(ITEM_DIFFICULTY)
        changed = {name: stmt.excluded[name] for name in ("logits", "answers")}
        stmt = stmt.on_conflict_do_update(index_elements=list(ITEM_DIFFICULTY.primary_key), set_=changed)
        connection.execute(stmt, [_row(key, difficulties[key]) for key in sorted(difficulties)])


def _row(version: Version, difficulty: ItemDifficulty) -> dict[str, object]:
    item_id, number = version
    return {
        "item_id": item_id,
        "item_version": number,
        "logits": difficulty.logits,
        "answers": difficulty.answers,
    }
