"""What came of reading a file, and how every reader says what it found."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from quizapp.core.banks import Finding, Severity
from quizapp.core.exchange import ForeignItem
from quizapp.formats.located import Located

MOST_ITEMS = 20_000
"""In one file; what comes after them is not read, and this is said."""

MOST_FINDINGS = 1_000
"""Told of one file; how many more there are is said."""


@dataclass(frozen=True, kw_only=True)
class ReadBank:
    """The items of a file in their order, and what is to be said of it."""

    items: tuple[ForeignItem, ...] = ()
    findings: tuple[Located, ...] = ()


@dataclass(kw_only=True)
class Findings:
    """Collects what is said of a file; of very many, the first."""

    _said: list[Located] = field(default_factory=list)
    _more: int = 0

    def error(
        self, rule: str, message: str, *, fix: str, item: str = "", line: int = 1, column: int = 1
    ) -> None:
        """Say that something could not be read as an item that can be asked."""
        self._say(Severity.ERROR, rule, message, fix, item, line, column)

    def warn(
        self, rule: str, message: str, *, fix: str, item: str = "", line: int = 1, column: int = 1
    ) -> None:
        """Say that an item was read, but that something of it was not, or is to be looked at."""
        self._say(Severity.WARNING, rule, message, fix, item, line, column)

    def _say(
        self, severity: Severity, rule: str, message: str, fix: str, item: str, line: int, column: int
    ) -> None:
        if len(self._said) >= MOST_FINDINGS:
            self._more += 1
            return
        finding = Finding(item=item, rule=rule, severity=severity, message=message, fix=fix)
        self._said.append(Located(line=line, column=column, finding=finding))

    def all(self) -> tuple[Located, ...]:
        """Return what was said, in its order."""
        return tuple(self._all())

    def _all(self) -> Iterator[Located]:
        yield from self._said
        if self._more:
            finding = Finding(
                item="",
                rule="more-findings",
                severity=Severity.WARNING,
                message=f"There are {self._more:,} findings more than are told here.",
                fix="Mend these first, and read the file once more.",
            )
            yield Located(line=1, column=1, finding=finding)


def refused(rule: str, message: str, *, fix: str, line: int = 1, column: int = 1) -> ReadBank:
    """Return a file that cannot be read at all."""
    findings = Findings()
    findings.error(rule, message, fix=fix, line=line, column=column)
    return ReadBank(findings=findings.all())
