"""What of a person the cards keep, and how the export explains it."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizapp.banks import queries as bank_queries
from quizapp.web.privacy import Owner, PersonalTable

Rows = Sequence[Mapping[str, Any]]


def explain_cards(rows: Rows) -> list[tuple[str, ...]]:
    """Return lasting id and stem of the item of each card."""
    contents = bank_queries.newest_contents({row["item_id"] for row in rows})
    return [(contents[row["item_id"]].item.id, contents[row["item_id"]].item.stem) for row in rows]


def name_banks(rows: Rows) -> list[tuple[str, ...]]:
    """Return the lasting id of the bank of each row."""
    names = bank_queries.bank_slugs({row["bank_id"] for row in rows})
    return [(names[row["bank_id"]],) for row in rows]


def name_items(rows: Rows) -> list[tuple[str, ...]]:
    """Return the lasting id of the item of each row."""
    slugs = bank_queries.slugs({row["item_id"] for row in rows})
    return [(slugs[row["item_id"]],) for row in rows]


TABLES = (
    PersonalTable(
        name="card",
        owner=Owner.LEARNER,
        column="learner_id",
        file="cards",
        about="Your cards: of which question each was made, why and when.",
        explained=("question_id", "question"),
        explain=explain_cards,
    ),
    PersonalTable(
        name="card_state",
        owner=Owner.LEARNER,
        column="learner_id",
        file="card-states",
        about="Where each card stands now: when it comes back, and what you chose to do with it.",
        days=("last_day", "due_day", "buried_until_day"),
        explained=("question_id",),
        explain=name_items,
    ),
    PersonalTable(
        name="review_log",
        owner=Owner.LEARNER,
        column="learner_id",
        file="reviews",
        about="Every answer to a card, and what it changed. From this the states of the cards follow.",
        order=("study_day", "reviewed_at"),
        days=("study_day", "due_day"),
        explained=("question_id",),
        explain=name_items,
    ),
    PersonalTable(
        name="card_move",
        owner=Owner.LEARNER,
        column="learner_id",
        file="card-moves",
        about="When you let a card rest, hid it or marked it, and where it was before.",
        order=("study_day", "moved_at"),
        days=("study_day", "buried_until_day_before"),
        explained=("question_id",),
        explain=name_items,
    ),
    PersonalTable(
        name="cram",
        owner=Owner.LEARNER,
        column="learner_id",
        file="practices",
        about="What you practised for an exam, or just to look again; the answers are among the reviews.",
        order=("started_at",),
        days=("exam_day",),
    ),
    PersonalTable(
        name="deck_choice",
        owner=Owner.LEARNER,
        column="learner_id",
        file="decks",
        about="What you chose for single decks.",
        days=("extra_day",),
        explained=("bank",),
        explain=name_banks,
    ),
    PersonalTable(
        name="memory_parameters",
        owner=Owner.LEARNER,
        column="learner_id",
        file="memory-parameters",
        about="The numbers of the memory model that were fitted to your answers.",
        order=("fitted_at",),
    ),
    PersonalTable(
        name="fit_request",
        owner=Owner.LEARNER,
        column="learner_id",
        file="fit-request",
        about="Your wish to have the memory model fitted to your answers, until that is done.",
    ),
)
