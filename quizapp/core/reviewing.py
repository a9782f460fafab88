"""How an item comes to learners: written, looked at by somebody else, published, retired."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from quizapp.core.banks import Finding, Severity
from quizapp.core.errors import (
    FaultyItemError,
    NotInThatStageError,
    NotVouchedForError,
    OwnWorkError,
    WorkOfOthersError,
)
from quizapp.core.items import Status


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
    """What somebody can do to a bank, an item or a picture."""

    MADE_BANK = "made-bank"
    BEGAN = "began"
    WROTE = "wrote"
    DUPLICATED = "duplicated"
    RESTORED = "restored"
    IMPORTED = "imported"
    SENT = "sent-to-review"
    TOOK_BACK = "took-back"
    RETURNED = "returned"
    SIGNED = "signed"
    PUBLISHED = "published"
    CHANGED = "changed"
    RETIRED = "retired"
    DROPPED = "dropped"
    CORRECTED = "corrected"
    ANSWERED = "answered-report"
    UPLOADED_PICTURE = "uploaded-picture"
    CHANGED_PICTURE = "changed-picture"
    DELETED_PICTURE = "deleted-picture"
    REMOVED_PICTURE = "removed-picture"


WRITING = frozenset({Action.BEGAN, Action.DUPLICATED, Action.RESTORED, Action.IMPORTED, Action.WROTE})
"""What the authors of an item do. Who changes topic, level or readers of several writes nothing in them."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """What the rules look at of an item in work: its stage, who wrote in it, and what was vouched for."""

    stage: Stage
    authors: frozenset[int]
    vouched: frozenset[Vouch] = frozenset()

    def is_of(self, account_id: int) -> bool:
        """Tell whether it is somebody's to give up: they wrote in it, or all who did have left."""
        return account_id in self.authors or not self.authors


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


def refuse_others(work: Work, account_id: int) -> None:
    """Let an item be given up, or taken back from review, by those whose it is.

    :raises WorkOfOthersError: only others wrote in it.
    """
    if not work.is_of(account_id):
        raise WorkOfOthersError


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


def refuse_vouching(status: Status, writers: Collection[int], reviewer: int) -> None:
    """Let somebody vouch for a version that learners have already, who wrote in no version of it.

    :raises NotInThatStageError: it is not published.
    :raises OwnWorkError: they wrote something of it.
    """
    if status is not Status.PUBLISHED:
        raise NotInThatStageError
    if reviewer in writers:
        raise OwnWorkError


NEEDED = frozenset({Vouch.FACTS, Vouch.WORDING})
"""What has to be vouched for before an item is published."""
