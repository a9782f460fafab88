"""How an item comes to learners: written, looked at by somebody else, published, retired."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from quizapp.core.banks import Finding, Severity
from quizapp.core.errors import FaultyItemError, NotInThatStageError, NotVouchedForError, OwnWorkError


class Stage(StrEnum):
    """Where an item in work stands."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"


class Vouch(StrEnum):
    """What a reviewer vouches for."""

    FACTS = "facts"
    WORDING = "wording"
    PATIENT_READING = "patient-reading"
    CLINICAL = "clinical"


class Action(StrEnum):
    """What somebody can do to a bank or an item."""

    MADE_BANK = "made-bank"
    BEGAN = "began"
    IMPORTED = "imported"
    SENT = "sent-to-review"
    TOOK_BACK = "took-back"
    RETURNED = "returned"
    SIGNED = "signed"
    PUBLISHED = "published"
    RETIRED = "retired"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True)
class Work:
    """What the rules look at of an item in work: its stage, who wrote in it, and what was vouched for."""

    stage: Stage
    authors: frozenset[int]
    vouched: frozenset[Vouch] = frozenset()


def refuse_faulty(findings: Iterable[Finding]) -> None:
    """Let an item go on its way to learners only without errors; warnings are for people to weigh.

    :raises FaultyItemError: there is an error.
    """
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise FaultyItemError


def refuse_change(work: Work) -> None:
    """Let an item be changed only while nobody looks at it.

    :raises NotInThatStageError: it is in review.
    """
    if work.stage is not Stage.DRAFT:
        raise NotInThatStageError


def refuse_review(work: Work, reviewer: int) -> None:
    """Let an item be reviewed, signed, returned or published by somebody who wrote nothing of it.

    :raises NotInThatStageError: it is not in review.
    :raises OwnWorkError: the reviewer wrote something of it.
    """
    if work.stage is not Stage.IN_REVIEW:
        raise NotInThatStageError
    if reviewer in work.authors:
        raise OwnWorkError


def refuse_publication(work: Work, reviewer: int) -> None:
    """Let an item be published whose facts and wording somebody else vouches for.

    What else was vouched for stands beside it as a mark of its own: an item without the clinical mark says
    so to learners.

    :raises NotVouchedForError: nobody vouches for its facts, or for its wording.
    """
    refuse_review(work, reviewer)
    if not work.vouched >= NEEDED:
        raise NotVouchedForError


NEEDED = frozenset({Vouch.FACTS, Vouch.WORDING})
"""What has to be vouched for before an item is published."""
