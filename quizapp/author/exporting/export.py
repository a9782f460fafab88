"""A stored bank as a file for another system."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.banks import web_changes
from quizapp.core.banks import Bank, Finding
from quizapp.core.facts import Knowledge
from quizapp.formats.exchange.files import Format
from quizapp.formats.exchange.writing import WrittenBank
from quizapp.formats.exchange.writing_files import WRITERS
from quizapp.formats.toml_bank import parse_bank
from quizapp.models import BankRow
from quizapp.study.taking.bank_deck import anki_writer

FORMATS = (*WRITERS, Format.APKG, Format.TOML)


@dataclass(frozen=True, kw_only=True)
class StaysBehind:
    """Something that a file does not carry, and the questions of which that is true, by their lasting ids."""

    message: str
    items: tuple[str, ...]


def bank_of(row: BankRow) -> Bank | None:
    """Return a stored bank as its text says it; None while no question of it was published yet."""
    return parse_bank(web_changes.text_of(row), name=row.slug).bank


def write(
    row: BankRow,
    format_: Format,
    knowledge: Knowledge,
    *,
    style: str,
    emergency_advice: str,
    now: datetime,
) -> WrittenBank:
    """Return a stored bank in a format; ``style``, ``emergency_advice`` and ``now`` are for cards."""
    if format_ is Format.TOML:
        return WrittenBank(data=web_changes.text_of(row).encode(), findings=())
    bank = bank_of(row) or Bank(
        id=row.slug, title=row.title, description=row.description, language=row.language, items=()
    )
    cards = anki_writer(style=style, now=now, emergency_advice=emergency_advice)
    return WRITERS.get(format_, cards)(bank, knowledge)


def stays_behind(findings: Sequence[Finding]) -> list[StaysBehind]:
    """Return what is not carried, once for all questions of which it is true."""
    by_message: dict[str, list[str]] = {}
    for finding in findings:
        by_message.setdefault(finding.message, []).append(finding.item)
    return [StaysBehind(message=message, items=tuple(items)) for message, items in by_message.items()]
