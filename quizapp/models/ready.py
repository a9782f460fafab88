"""Ready-made sets and the steps of the course, as loaded."""

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model


class ReadyRow(Model):
    """A ready-made set for patients, or a step of the students' course.

    ``content`` is the whole of it as JSON; it names items by their lasting ids, and offers their newest
    versions. ``position`` is its place in the file. ``offered`` is true while it stands there; one that
    left stays for whoever took it.
    """

    __tablename__ = "ready_set"
    __table_args__ = (
        UniqueConstraint("kind", "slug"),
        CheckConstraint("kind IN ('set', 'step')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    slug: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    offered: Mapped[bool]
