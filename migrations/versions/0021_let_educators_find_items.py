"""Let educators find items by words, and change several at once."""

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from quizapp.core.search_texts import item_words, table_words
from quizapp.formats.item_json import load_content
from quizapp.formats.item_table import load_table

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
AT_ONCE = 500
AFTER_ALL = 1_000_000

FORGET = "INSERT INTO catalogue_words (catalogue_words, rowid, words) VALUES ('delete', old.id, old.words);"
ENTER = "INSERT INTO catalogue_words (rowid, words) VALUES (new.id, new.words);"
INDEX = {
    "sqlite": (
        """CREATE VIRTUAL TABLE catalogue_words
        USING fts5(words, content='catalogue', content_rowid='id', tokenize='ascii')""",
        f"CREATE TRIGGER catalogue_words_come AFTER INSERT ON catalogue BEGIN {ENTER} END",
        f"CREATE TRIGGER catalogue_words_go AFTER DELETE ON catalogue BEGIN {FORGET} END",
        f"""CREATE TRIGGER catalogue_words_change AFTER UPDATE OF words ON catalogue
        BEGIN {FORGET} {ENTER} END""",
    ),
    "postgresql": (
        """ALTER TABLE catalogue ADD COLUMN found_by tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED""",
        "CREATE INDEX ix_catalogue_found_by ON catalogue USING gin (found_by)",
    ),
}
"""What finds words, by the kind of database."""

ITEMS = sa.text(
    "SELECT item.id, item.bank_id, item.slug, item.position, item_version.content, item_version.created_at"
    " FROM item JOIN item_version ON item_version.item_id = item.id AND item_version.number = item.version"
).columns(created_at=MOMENT)
DRAFTS = sa.text("SELECT id, bank_id, item_id, slug, content, updated_at FROM draft").columns(
    id=sa.Uuid(), updated_at=MOMENT
)


def upgrade() -> None:
    catalogue = _make_catalogue()
    for statement in INDEX[op.get_bind().dialect.name]:
        op.execute(statement)
    _fill(catalogue)
    op.create_table(
        "bulk_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_bulk_change_bank_id_bank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_change")),
    )


def _make_catalogue() -> sa.Table:
    table = op.create_table(
        "catalogue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("for_patients", sa.Boolean(), nullable=False),
        sa.Column("for_students", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("stem", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("(item_id IS NULL) <> (draft_id IS NULL)", name=op.f("ck_catalogue_one_item")),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_catalogue_bank_id_bank")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_catalogue_item_id_item")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_catalogue_draft_id_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue")),
        sa.UniqueConstraint("item_id", name=op.f("uq_catalogue_item_id")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_catalogue_draft_id")),
    )
    op.create_index(op.f("ix_catalogue_bank_id_position"), "catalogue", ["bank_id", "position"])
    op.create_index(op.f("ix_catalogue_slug"), "catalogue", ["slug"])
    return table


def _fill(catalogue: sa.Table) -> None:
    """Enter what is stored already."""
    connection = op.get_bind()
    for some in connection.execute(ITEMS).partitions(AT_ONCE):
        op.bulk_insert(catalogue, list(_item_entries(some)))
    for some in connection.execute(DRAFTS).partitions(AT_ONCE):
        op.bulk_insert(catalogue, list(_draft_entries(some)))


def _item_entries(rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for row in rows:
        content = load_content(row.content)
        item = content.item
        yield {
            "bank_id": row.bank_id,
            "item_id": row.id,
            "slug": row.slug,
            "position": row.position,
            "listed": True,
            "type": item.type.value,
            "topic": item.topic.value,
            "level": item.level.value,
            "for_patients": "patient" in item.audience,
            "for_students": "student" in item.audience,
            "status": item.status.value,
            "changed_at": row.created_at,
            "stem": item.stem,
            "words": item_words(content),
        }


def _draft_entries(rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for row in rows:
        table = load_table(row.content)
        yield {
            "bank_id": row.bank_id,
            "draft_id": row.id,
            "slug": row.slug,
            "position": AFTER_ALL,
            "listed": row.item_id is None,
            "type": str(table.get("type", ""))[:20],
            "topic": str(table.get("topic", ""))[:40],
            "level": str(table.get("level", ""))[:20],
            "for_patients": "patient" in table.get("audience", []),
            "for_students": "student" in table.get("audience", []),
            "status": "draft",
            "changed_at": row.updated_at,
            "stem": str(table.get("stem", "")),
            "words": table_words(table),
        }


def downgrade() -> None:
    op.drop_table("bulk_change")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE catalogue_words")
    op.drop_table("catalogue")
