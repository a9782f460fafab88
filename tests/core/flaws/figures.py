"""How well each rule tells flawed items from sound ones that come near: recall and precision.

``python -m tests.core.flaws.figures`` prints them, and every surprise; ``--write`` puts them into the guide.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from quizapp.core.flaws import check
from tests.core.flaws.case_files import HALVES, KNOWLEDGE, Case, cases
from tests.core.flaws.items import findings_in

GUIDE = Path(__file__).parents[3] / "docs" / "item-flaws.md"
BEGIN, END = "<!-- figures: begin -->\n", "<!-- figures: end -->\n"


@dataclass(kw_only=True)
class Figures:
    """What a rule found among cases written for it."""

    flawed: int = 0
    found: int = 0
    sound: int = 0
    alarms: int = 0

    def add(self, case: Case, *, is_found: bool) -> None:
        """Count one case."""
        self.flawed += case.is_flawed
        self.found += case.is_flawed and is_found
        self.sound += not case.is_flawed
        self.alarms += is_found and not case.is_flawed

    def __add__(self, other: "Figures") -> "Figures":
        """Return the figures of both together."""
        return Figures(
            flawed=self.flawed + other.flawed,
            found=self.found + other.found,
            sound=self.sound + other.sound,
            alarms=self.alarms + other.alarms,
        )

    @property
    def recall(self) -> float:
        """Of the flawed items, the share that was found."""
        return self.found / self.flawed if self.flawed else 1.0

    @property
    def precision(self) -> float:
        """Of the items in which the rule found something, the share that is flawed."""
        told = self.found + self.alarms
        return self.found / told if told else 1.0


@dataclass(kw_only=True)
class Half:
    """What was found in one half of the cases: by rule, and what other rules said of sound items."""

    of_rule: dict[str, Figures] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def overall(self) -> Figures:
        """All rules together."""
        return sum(self.of_rule.values(), Figures())


BANK_RULES = frozenset({"duplicate-item", "true-share", "key-place", "hard-to-read"})
"""Rules tried on several items at once; of these cases only the rule itself is looked at."""


@cache
def measure(half: str) -> Half:
    """Return what the rules find in one half of the cases."""
    result = Half()
    for case in cases(half):
        rules = rules_broken(case)
        result.of_rule.setdefault(case.rule, Figures()).add(case, is_found=case.rule in rules)
        if case.is_flawed and case.rule not in rules:
            result.missed.append(str(case))
        if not case.is_flawed and case.rule in rules:
            result.alarms.append(str(case))
        if others := sorted(rules - {case.rule}) if case.rule not in BANK_RULES else []:
            kind = "" if case.is_flawed else "SOUND: "
            result.others.append(f"{kind}{case} also breaks {', '.join(others)}")
    return result


def overall() -> Figures:
    """Return the figures of both halves together."""
    return sum((measure(half).overall for half in HALVES), Figures())


def rules_broken(case: Case) -> set[str]:
    """Return the names of the rules that the items of a case break; waived ones do not count."""
    found = findings_in(case.items, KNOWLEDGE)
    return {finding.rule for finding in found if finding.severity != "waived"}


def table() -> Iterator[str]:
    """Return the figures as a table in Markdown, line by line."""
    halves = [measure(half) for half in HALVES]
    yield "| rule | recall | precision | recall, held out | precision, held out |\n"
    yield "|---|--:|--:|--:|--:|\n"
    for name in _names(halves):
        yield _row(f"`{name}`", [half.of_rule.get(name) for half in halves])
    yield _row("all", [half.overall if half.of_rule else None for half in halves])


def _names(halves: Iterable[Half]) -> list[str]:
    tried = {name for half in halves for name in half.of_rule}
    return [rule.name for rule in check.RULES if rule.name in tried]


def _row(name: str, figures: Iterable[Figures | None]) -> str:
    cells = (
        f"{one.found}/{one.flawed} | {one.found}/{one.found + one.alarms}" if one else "– | –"
        for one in figures
    )
    return f"| {name} | {' | '.join(cells)} |\n"


def written(text: str) -> str:
    """Return the guide with the table in its place."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + "".join(table()) + END + rest.partition(END)[2]


def main() -> None:
    """Print the figures and the surprises of both halves; write the table if asked to."""
    parser = argparse.ArgumentParser(prog="python -m tests.core.flaws.figures", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into docs/item-flaws.md")
    wishes = parser.parse_args()
    for half in map(measure, HALVES):
        for title, lines in (("missed", half.missed), ("false alarm", half.alarms), ("besides", half.others)):
            for line in lines:
                sys.stdout.write(f"{title}: {line}\n")
    sys.stdout.writelines(table())
    if wishes.write:
        GUIDE.write_text(written(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
