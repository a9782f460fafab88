"""What of a person the quizzes keep, and how the export explains it."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizapp.banks import queries as bank_queries
from quizapp.core.facts import ItemContent
from quizapp.core.own_words import in_words
from quizapp.formats.quiz_json import load_response
from quizapp.quiz import queries
from quizapp.quiz.corrections import queries as correction_queries
from quizapp.web.privacy import Owner, PersonalTable

Rows = Sequence[Mapping[str, Any]]


def explain_items(rows: Rows) -> list[tuple[str, ...]]:
    """Return lasting id and stem of the item of each row."""
    contents = bank_queries.contents({_version(row) for row in rows})
    return [_named(contents[_version(row)]) for row in rows]


def explain_responses(rows: Rows) -> list[tuple[str, ...]]:
    """Return lasting id and stem of the item that each row answers, and the answer in words."""
    versions = queries.versions_in({row["attempt_id"] for row in rows}, learner_id=rows[0]["learner_id"])
    contents = bank_queries.contents(set(versions.values()))
    answered = [contents[versions[row["attempt_id"], row["position"]]] for row in rows]
    return [
        (*_named(content), in_words(content.item, load_response(row["response"])))
        for row, content in zip(rows, answered, strict=True)
    ]


def explain_corrections(rows: Rows) -> list[tuple[str, ...]]:
    """Return the lasting id of the item that each row is about, and what was said of the correction."""
    told = correction_queries.sentences({row["correction_id"] for row in rows})
    return [told[row["correction_id"]] for row in rows]


def _version(row: Mapping[str, Any]) -> tuple[int, int]:
    return row["item_id"], row["item_version"]


def _named(content: ItemContent) -> tuple[str, str]:
    return content.item.id, content.item.stem


TABLES = (
    PersonalTable(
        name="attempt",
        owner=Owner.LEARNER,
        column="learner_id",
        file="quizzes",
        about="The quizzes you started: when, of what they were made, and when you handed them in.",
        left_out={
            "ready_id": "a number that means something here only; the title says which set it is",
            "assignment_id": "a name that means something here only; the title says which quiz it is",
        },
        order=("started_at",),
        days=("finished_day",),
    ),
    PersonalTable(
        name="attempt_item",
        owner=Owner.LEARNER,
        column="learner_id",
        file="quiz-questions",
        about="The questions you were shown in each quiz.",
        explained=("question_id", "question"),
        explain=explain_items,
    ),
    PersonalTable(
        name="response",
        owner=Owner.LEARNER,
        column="learner_id",
        file="quiz-answers",
        about="What you answered, step by step, as often as you changed it, and how sure you said you were.",
        days=("study_day",),
        explained=("question_id", "question", "answer"),
        explain=explain_responses,
    ),
    PersonalTable(
        name="correction_read",
        owner=Owner.LEARNER,
        column="learner_id",
        file="corrections-read",
        about="The corrections of questions you met that you said you had read, and when.",
        explained=("question_id", "sentence"),
        explain=explain_corrections,
    ),
)
