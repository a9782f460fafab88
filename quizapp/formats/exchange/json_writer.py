"""A bank as JSON: every question whole, for reading and for programs."""

import json

from quizapp.core.banks import Bank
from quizapp.core.facts import Knowledge
from quizapp.formats.bank_json import banks_as_json
from quizapp.formats.exchange.writing import WrittenBank, not_carried

WAIVED = "The reason why a warning may stand"


def write_json(bank: Bank, knowledge: Knowledge) -> WrittenBank:
    """Return the bank as JSON, the only one of its document."""
    text = json.dumps(banks_as_json([bank], knowledge), indent=2) + "\n"
    findings = [not_carried(item, WAIVED) for item in bank.items if item.waived]
    return WrittenBank(data=text.encode(), findings=tuple(findings))
