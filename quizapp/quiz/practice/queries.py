"""What practice reads: the items that may come next."""

from collections.abc import Collection

from sqlalchemy import bindparam, exists, func, select

from quizapp.core.adaptive import PracticeItem
from quizapp.core.items import Level, Topic
from quizapp.core.practice_level import ItemDifficulty
from quizapp.database import db
from quizapp.models import AttemptItemRow, ItemDifficultyRow, ItemRow

MET = exists().where(
    AttemptItemRow.learner_id == bindparam("learner_id"), AttemptItemRow.item_id == ItemRow.id
)
# Every answer of a practice runs this, and making a statement takes longer than running it.
POOL = (
    select(
        ItemRow.id,
        ItemRow.version,
        ItemRow.slug,
        ItemRow.topic,
        ItemRow.level,
        func.coalesce(ItemDifficultyRow.logits, 0.0),
        func.coalesce(ItemDifficultyRow.answers, 0),
        MET,
    )
    .outerjoin(
        ItemDifficultyRow,
        (ItemDifficultyRow.item_id == ItemRow.id) & (ItemDifficultyRow.item_version == ItemRow.version),
    )
    .where(ItemRow.offered, ItemRow.for_students, ItemRow.topic.in_(bindparam("topics", expanding=True)))
)


def pool(topics: Collection[Topic], *, learner_id: int) -> list[PracticeItem]:
    """Return the items for students on some topics that are offered, as practice chooses them; one read."""
    return [
        PracticeItem(
            id=id_,
            version=version,
            slug=slug,
            topic=Topic(topic),
            level=Level(level),
            difficulty=ItemDifficulty(logits=logits, answers=answers),
            is_met=is_met,
        )
        for id_, version, slug, topic, level, logits, answers, is_met in db.session.execute(
            POOL, {"topics": list(topics), "learner_id": learner_id}
        )
    ]


def topic_counts() -> dict[str, int]:
    """Return how many items for students are offered on each topic, the largest first."""
    stmt = select(ItemRow.topic, func.count()).where(ItemRow.offered, ItemRow.for_students)
    rows = db.session.execute(stmt.group_by(ItemRow.topic).order_by(func.count().desc(), ItemRow.topic))
    return {row[0]: row[1] for row in rows}
