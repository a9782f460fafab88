"""A finding with its place in a file."""

from dataclasses import dataclass

from quizapp.core.banks import Finding, Severity


@dataclass(frozen=True, kw_only=True)
class Located:
    """A finding and where it stands; lines and columns count from one.

    ``key`` is the place within a table of its own: “option.0.rationale”.
    """

    line: int
    column: int
    finding: Finding
    key: str = ""

    @property
    def is_error(self) -> bool:
        """Tell whether this stops a bank from being loaded."""
        return self.finding.severity is Severity.ERROR


def fault(rule: str, message: str, *, fix: str, item: str = "", line: int = 1, column: int = 1) -> Located:
    """Return an error at a place in a file."""
    finding = Finding(item=item, rule=rule, severity=Severity.ERROR, message=message, fix=fix)
    return Located(line=line, column=column, finding=finding)
