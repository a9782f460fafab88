"""What belongs to a person: each feature registers its tables, so that export and deletion miss none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast

from flask import Flask

Explain = Callable[[Sequence[Mapping[str, Any]]], Sequence[tuple[str, ...]]]
"""Some rows of a table -> for each what `PersonalTable.explained` names, in words."""


class Owner(StrEnum):
    """What a row names its person by."""

    LEARNER = "learner"
    ACCOUNT = "account"


@dataclass(frozen=True, kw_only=True)
class PersonalTable:
    """A table of which some rows belong to one person, and the file of the export that holds them.

    ``column`` names the learner or account, as ``owner`` says; a table that names two people is registered
    for each. ``address`` is the column, if there is one, that holds an account's e-mail address, in small
    letters, in rows that do not name the account yet. ``about`` says in the export what the ``file``
    holds. ``left_out`` are columns that are not exported, each with the reason; ``column`` never is.
    ``order``: the columns by which the rows come, where that is not the primary key; ``days``: those that
    hold study days. ``stays``: the rows stay when the person goes, and name nobody then, because others have
    a part in them. ``explained`` are columns of the export beside those of the table, ``explain`` fills
    them.
    """

    name: str
    owner: Owner
    column: str
    file: str
    about: str
    left_out: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    stays: bool = False
    address: str = ""
    explained: tuple[str, ...] = ()
    explain: Explain | None = None


@dataclass(frozen=True, kw_only=True)
class Person:
    """Whose data is meant: a learner, an account, or an account with its learner."""

    learner_id: int | None = None
    account_id: int | None = None

    @property
    def is_somebody(self) -> bool:
        """Tell whether anything is stored about them."""
        return self.learner_id is not None or self.account_id is not None

    def id_as(self, owner: Owner) -> int | None:
        """Return the id by which rows with this kind of owner name the person."""
        return self.learner_id if owner is Owner.LEARNER else self.account_id


LEARNER = PersonalTable(
    name="learner",
    owner=Owner.LEARNER,
    column="id",
    file="settings",
    about="How you like to study, since when you are here, and when you were last active.",
    left_out={
        "public_id": "the random name in your browser’s cookie; whoever has it could try to pass for you",
        "account_id": "a number that means something here only",
    },
    days=("extra_day",),
)


def init_app(app: Flask) -> None:
    """Begin the registry with the learners themselves."""
    app.extensions["privacy"] = [LEARNER]


def register(app: Flask, *tables: PersonalTable) -> None:
    """Say that these tables hold what belongs to a person."""
    app.extensions["privacy"].extend(tables)


def tables(app: Flask) -> Sequence[PersonalTable]:
    """Return all tables that were registered, in the order of their features."""
    return cast("Sequence[PersonalTable]", app.extensions["privacy"])
