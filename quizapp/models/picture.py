"""Pictures that educators uploaded."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import Model, Utc


class PictureRow(Model):
    """A picture that items may show; a version that shows it holds it as it was then.

    ``content`` is the picture with its words and places, as JSON; ``content_hash`` tells whether it changed.
    """

    __tablename__ = "picture"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    uploaded_at: Mapped[Utc]
    content: Mapped[str] = mapped_column(Text)
