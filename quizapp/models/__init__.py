"""The rows: typed tables with named constraints; no rules, no queries."""

from quizapp.models.account import AccountRow, ApiTokenRow, LoginSessionRow, PasskeyRow, RoleRow
from quizapp.models.authoring import AuditRow, DraftAuthorRow, DraftRow, DraftSignOffRow, SignOffRow
from quizapp.models.content import BankRow, BankTextRow, ItemRow, ItemVersionRow, ItemWordingRow, ReportRow
from quizapp.models.cramming import CramRow
from quizapp.models.learner import LearnerRow
from quizapp.models.live import (
    LiveAnswerRow,
    LiveEventRow,
    LiveParticipantRow,
    LiveSessionRow,
    LiveStepRow,
    LiveTallyRow,
)
from quizapp.models.quiz import AttemptItemRow, AttemptRow, ResponseRow
from quizapp.models.ready import ReadyRow
from quizapp.models.study import CardMoveRow, CardRow, CardStateRow, ReviewRow
from quizapp.models.study_choices import DeckChoiceRow, FitRequestRow, MemoryParametersRow
from quizapp.models.superseding import SupersededFactRow, SupersededUseRow
from quizapp.models.tallies import AttemptScoreRow, DailyTallyRow

__all__ = [
    "AccountRow",
    "ApiTokenRow",
    "AttemptItemRow",
    "AttemptRow",
    "AttemptScoreRow",
    "AuditRow",
    "BankRow",
    "BankTextRow",
    "CardMoveRow",
    "CardRow",
    "CardStateRow",
    "CramRow",
    "DailyTallyRow",
    "DeckChoiceRow",
    "DraftAuthorRow",
    "DraftRow",
    "DraftSignOffRow",
    "FitRequestRow",
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
    "MemoryParametersRow",
    "PasskeyRow",
    "ReadyRow",
    "ReportRow",
    "ResponseRow",
    "ReviewRow",
    "RoleRow",
    "SignOffRow",
    "SupersededFactRow",
    "SupersededUseRow",
]
