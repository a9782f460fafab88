"""What a device sends: a batch of answers as JSON, each looked at by itself, whatever it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from quizapp.core.forgetting import Rating
from quizapp.study.offline.service import OfflineReview, Outcome, Told

MOST_AT_ONCE = 500
LONGEST_FACE = 60
HIGHEST_NUMBER = 2**31 - 1
LATEST_MS = 253_402_214_400_000
"""The last day of the year 9999, beyond which there are no dates."""

NO_BATCH = "What arrived is no list of answers, so nothing was stored. They are still on your device."
TOO_MANY = (
    f"More than {MOST_AT_ONCE} answers came at once, so nothing was stored. They are still on your device;"
    " send them in smaller parts."
)


@dataclass(frozen=True, kw_only=True)
class SentAnswer:
    """One answer under the id of its device; without a ``review`` where ``fault`` says what is wrong."""

    id: str
    review: OfflineReview | None
    fault: Told | None


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Whose cards the device keeps, and the answers to them."""

    owner: str
    answers: Sequence[SentAnswer]


class BadBatchError(Exception):
    """The whole of it cannot be taken; its text says why."""


def read_batch(body: object) -> Batch:
    """Return what was sent.

    :raises BadBatchError: it is no list of answers, or too long a one.
    """
    answers = body.get("answers") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(answers, list):
        raise BadBatchError(NO_BATCH)
    if len(answers) > MOST_AT_ONCE:
        raise BadBatchError(TOO_MANY)
    return Batch(owner=str(body.get("owner", "")), answers=[_read(one) for one in answers])


def _read(sent: object) -> SentAnswer:
    values = sent if isinstance(sent, dict) else {}
    name = str(values.get("id", ""))[:60]
    try:
        return SentAnswer(id=name, review=_review(values), fault=None)
    except ValueError as error:
        return SentAnswer(id=name, review=None, fault=Told(outcome=Outcome.REFUSED, words=str(error)))


def _review(values: dict[str, object]) -> OfflineReview:
    rating = _number(values, "rating", 0, HIGHEST_NUMBER, "This answer has no rating, so it does not count.")
    if rating not in set(Rating):
        raise ValueError("This answer has a rating that no button gives, so it does not count.")
    unknown = "This answer does not say which card it is about, so it does not count."
    face = values.get("face")
    if not isinstance(face, str) or len(face) > LONGEST_FACE or "\x00" in face:
        raise ValueError(unknown)
    at = _number(
        values, "at", 0, LATEST_MS, "This answer does not say when it was given, so it does not count."
    )
    odd = "This answer did not arrive whole, so it does not count."
    return OfflineReview(
        id=_id(values.get("id")),
        item_id=_number(values, "item", 1, HIGHEST_NUMBER, unknown),
        face=face,
        version=_number(values, "version", 0, HIGHEST_NUMBER, odd),
        rating=Rating(rating),
        duration_ms=_number(values, "duration_ms", 0, HIGHEST_NUMBER, odd),
        at=datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=at),
    )


def _id(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as error:
        raise ValueError("This answer has no number of its own, so it does not count.") from error


def _number(values: dict[str, object], name: str, low: int, high: int, fault: str) -> int:
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ValueError(fault)
    return value
