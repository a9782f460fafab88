"""Warnings that an author says are right to stand."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizapp.core.banks import Finding, Severity
from quizapp.core.flaws.rule import Fault, rule
from quizapp.core.items import Item


@rule(source="own", severity=Severity.WARNING)
def idle_waiver(item: Item, findings: Iterable[Finding]) -> Iterator[Fault]:
    """Whatever an item waives is a warning that it would get; an error can never be waived."""
    found = {finding.rule: finding for finding in findings}
    for waiver in item.waived:
        if waiver.rule not in found:
            yield Fault(
                place="waived",
                message=f"The item gets no warning of “{waiver.rule}”.",
                fix="Remove what waives it.",
            )
        elif found[waiver.rule].severity is Severity.ERROR:
            yield Fault(
                place="waived",
                message=f"“{waiver.rule}” is an error, which can never be waived.",
                fix="Mend the error, and remove what waives it.",
            )


def waive(findings: Iterable[Finding], item: Item) -> Iterator[Finding]:
    """Return the findings about an item; warnings that it waives are marked so, with the reason."""
    reasons = {waiver.rule: waiver.reason for waiver in item.waived}
    for finding in findings:
        if finding.severity is Severity.WARNING and finding.rule in reasons:
            yield replace(finding, severity=Severity.WAIVED, reason=reasons[finding.rule])
        else:
            yield finding
