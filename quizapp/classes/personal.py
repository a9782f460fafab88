"""What of a person a class keeps: that they are in it, how they came, and marks that were set by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizapp.classes import queries
from quizapp.classes.quizzes import queries as assigned_queries
from quizapp.classes.tasks import queries as task_queries
from quizapp.web.privacy import Owner, PersonalTable


def name_classes(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Return the title of the class of each row."""
    titles = queries.titles({row["cohort_id"] for row in rows})
    return [(titles[row["cohort_id"]],) for row in rows]


def name_quizzes(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Return the title of the quiz of each row."""
    titles = assigned_queries.titles({row["assignment_id"] for row in rows})
    return [(titles[row["assignment_id"]],) for row in rows]


def name_tasks(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Return the title of the cards or the step of each row."""
    titles = task_queries.titles({row["task_id"] for row in rows})
    return [(titles[row["task_id"]],) for row in rows]


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
        name="cohort_removal",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="classes-taken-out-of",
        about="Classes that an educator took you out of, until they end, you are let in again, or you come"
        " back: when, and what you were called there. Their educators see that, to let you in again.",
        order=("removed_at",),
        explained=("class",),
        explain=name_classes,
    ),
    PersonalTable(
        name="cohort_invitation",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="class-invitations",
        about="The invitations of your own, for thirty days: those by which you joined classes, and those to"
        " your address that wait.",
        left_out={"secret": "it opens the way into a class"},
        order=("created_at",),
        address="address",
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
        explained=("quiz",),
        explain=name_quizzes,
    ),
    PersonalTable(
        name="mark_override",
        owner=Owner.ACCOUNT,
        column="by_account_id",
        file="class-marks-set",
        about="Marks of students that you set by hand or took back: when, to what, and why.",
        left_out={
            "account_id": "whose mark it was is for them to take along",
            "from_share": "what counted before is for them to take along",
        },
        order=("set_at", "number"),
        stays=True,
        explained=("quiz",),
        explain=name_quizzes,
    ),
    PersonalTable(
        name="extra_time",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="class-times",
        about="Time that an educator gave you for quizzes of a class with a time limit: how much, and when.",
        left_out={"by_account_id": "a number that means something here only"},
        order=("given_at", "number"),
    ),
    PersonalTable(
        name="extra_time",
        owner=Owner.ACCOUNT,
        column="by_account_id",
        file="class-times-given",
        about="Time that you gave students for quizzes of a class with a time limit: how much, and when.",
        left_out={
            "account_id": "whose time it is is for them to take along",
            "member_id": "whose time it is is for them to take along",
        },
        order=("given_at", "number"),
        stays=True,
    ),
    PersonalTable(
        name="class_task_state",
        owner=Owner.ACCOUNT,
        column="account_id",
        file="class-cards-and-steps",
        about="Cards and steps of your classes: when you began them, and when you said that they are done.",
        order=("begun_at", "task_id"),
        explained=("title",),
        explain=name_tasks,
    ),
)
