"""A bank as JSON: every question whole, for reading and for programs."""

import json

from quizapp.core.banks import Bank
from quizapp.core.facts import Knowledge
from quizapp.formats.bank_json import banks_as_json
from quizapp.formats.exchange.writing import WrittenBank


def write_json(bank: Bank, knowledge: Knowledge) -> WrittenBank:
    """Return the bank as JSON, the only one of its document; nothing stays behind."""
    text = json.dumps(banks_as_json([bank], knowledge), indent=2) + "\n"
    return WrittenBank(data=text.encode(), findings=())
