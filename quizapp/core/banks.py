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
    """Whether a finding stops a bank from being loaded or asks a person to look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One fault: the rule broken, what is wrong, how to mend it; ``item`` is empty for the bank itself."""

    item: str
    rule: str
    severity: Severity
    message: str
    fix: str
