"""The rows: typed tables with named constraints; no rules, no queries."""

from quizapp.models.content import BankRow, ItemRow, ItemVersionRow, ReportRow
from quizapp.models.learner import LearnerRow
from quizapp.models.quiz import AttemptItemRow, AttemptRow, ResponseRow
from quizapp.models.study import CardRow, CardStateRow, ReviewRow

__all__ = [
    "AttemptItemRow",
    "AttemptRow",
    "BankRow",
    "CardRow",
    "CardStateRow",
    "ItemRow",
    "ItemVersionRow",
    "LearnerRow",
    "ReportRow",
    "ResponseRow",
    "ReviewRow",
]
