"""What learners report about items, and what becomes of it."""

from enum import StrEnum


class ReportReason(StrEnum):
    """What can be wrong with a question."""

    WRONG = "wrong"
    UNCLEAR = "unclear"
    UPSETTING = "upsetting"
    OUT_OF_DATE = "out-of-date"


class Outcome(StrEnum):
    """What became of a report: the item was changed, or is right as it is, or there was nothing to do."""

    MENDED = "mended"
    EXPLAINED = "explained"
    THANKS = "thanks"
