"""What of a person a class keeps: that they are in it, and how they are called there."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizapp.classes import queries
from quizapp.web.privacy import Owner, PersonalTable


def name_classes(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Return the title of the class of each row."""
    titles = queries.titles({row["cohort_id"] for row in rows})
    return [(titles[row["cohort_id"]],) for row in rows]


TABLES = (
    PersonalTable(
        name="cohort_member",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="classes",
        about="The classes you are in: under which name, as what, and since when.",
        order=("joined_at",),
        explained=("class",),
        explain=name_classes,
    ),
    PersonalTable(
        name="cohort_invitation",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="class-invitations",
        about="The invitations of your own by which you joined classes, for thirty days.",
        left_out={"secret": "it opened the way into a class"},
        order=("used_at",),
    ),
    PersonalTable(
        name="calendar_feed",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="calendar",
        about="Since when what is due for you can be read at a secret address.",
        left_out={"secret": "whoever has the address reads what is due for you"},
    ),
    PersonalTable(
        name="mark_override",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="class-marks",
        about="Marks of yours that an educator set by hand or took back: when, from what, to what, and why.",
        left_out={"by_account_id": "a number that means something here only"},
        order=("set_at", "number"),
    ),
)
