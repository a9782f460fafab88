"""The rows: typed tables with named constraints; no rules, no queries."""

from quizapp.models.account import AccountRow, ApiTokenRow, LoginSessionRow, PasskeyRow, RoleRow
from quizapp.models.authoring import AuditRow, DraftAuthorRow, DraftRow, DraftSignOffRow, SignOffRow
from quizapp.models.catalogue import BulkChangeRow, CatalogueRow
from quizapp.models.class_tasks import ClassTaskRow, TaskStateRow
from quizapp.models.cohort import (
    AssignmentRow,
    CohortMemberRow,
    CohortRemovalRow,
    CohortRow,
    ExtraTimeRow,
    MarkOverrideRow,
)
from quizapp.models.content import BankRow, BankTextRow, ItemRow, ItemVersionRow, ItemWordingRow, ReportRow
from quizapp.models.corrections import CorrectedVersionRow, CorrectionReadRow, CorrectionRow, ReportAnswerRow
from quizapp.models.cramming import CramRow
from quizapp.models.importing import ImportedItemRow, ImportFileRow, ImportItemRow
from quizapp.models.inviting import CalendarFeedRow, CohortInvitationRow
from quizapp.models.learner import LearnerRow
from quizapp.models.live import (
    LiveAnswerRow,
    LiveEventRow,
    LiveParticipantRow,
    LiveSessionRow,
    LiveStepRow,
    LiveTallyRow,
)
from quizapp.models.picture import PictureRow
from quizapp.models.practice import ItemDifficultyRow
from quizapp.models.quiz import AttemptItemRow, AttemptRow, ResponseRow
from quizapp.models.ready import ReadyRow
from quizapp.models.study import CardMoveRow, CardRow, CardStateRow, ReviewRow
from quizapp.models.study_choices import DeckChoiceRow, FitRequestRow, MemoryParametersRow
from quizapp.models.superseding import SupersededFactRow, SupersededUseRow
from quizapp.models.tallies import AttemptScoreRow, DailyTallyRow

__all__ = [
    "AccountRow",
    "ApiTokenRow",
    "AssignmentRow",
    "AttemptItemRow",
    "AttemptRow",
    "AttemptScoreRow",
    "AuditRow",
    "BankRow",
    "BankTextRow",
    "BulkChangeRow",
    "CalendarFeedRow",
    "CardMoveRow",
    "CardRow",
    "CardStateRow",
    "CatalogueRow",
    "ClassTaskRow",
    "CohortInvitationRow",
    "CohortMemberRow",
    "CohortRemovalRow",
    "CohortRow",
    "CorrectedVersionRow",
    "CorrectionReadRow",
    "CorrectionRow",
    "CramRow",
    "DailyTallyRow",
    "DeckChoiceRow",
    "DraftAuthorRow",
    "DraftRow",
    "DraftSignOffRow",
    "ExtraTimeRow",
    "FitRequestRow",
    "ImportFileRow",
    "ImportItemRow",
    "ImportedItemRow",
    "ItemDifficultyRow",
    "ItemRow",
    "ItemVersionRow",
    "ItemWordingRow",
    "LearnerRow",
    "LiveAnswerRow",
    "LiveEventRow",
    "LiveParticipantRow",
    "LiveSessionRow",
    "LiveStepRow",
    "LiveTallyRow",
    "LoginSessionRow",
    "MarkOverrideRow",
    "MemoryParametersRow",
    "PasskeyRow",
    "PictureRow",
    "ReadyRow",
    "ReportAnswerRow",
    "ReportRow",
    "ResponseRow",
    "ReviewRow",
    "RoleRow",
    "SignOffRow",
    "SupersededFactRow",
    "SupersededUseRow",
    "TaskStateRow",
]
