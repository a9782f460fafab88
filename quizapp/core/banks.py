"""A bank: items that belong together."""

from dataclasses import dataclass
from enum import StrEnum

from quizapp.core.items import Item


@dataclass(frozen=True, kw_only=True)
class Bank:
    """A titled, ordered collection of items."""

    id: str
    title: str
    description: str
    language: str
    items: tuple[Item, ...]


class Severity(StrEnum):
    """Whether a finding stops a bank from being loaded, asks a person to look, or was waived."""

    ERROR = "error"
    WARNING = "warning"
    WAIVED = "waived"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One fault: the rule broken, what is wrong, how to mend it; ``item`` is empty for the bank itself.

    ``place`` is where in the item it stands (“stem”, “option b”), empty for the item as a whole;
    ``reason`` is why a waived one may stand.
    """

    item: str
    rule: str
    severity: Severity
    message: str
    fix: str
    place: str = ""
    reason: str = ""
