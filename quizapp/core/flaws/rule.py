"""What a rule is: a name, where it comes from, how grave it is for whom, and how its faults are found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, ParamSpec

from quizapp.core.banks import Finding, Severity
from quizapp.core.items import Audience, Item

P = ParamSpec("P")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong and how to mend it; ``place`` is where in the item: “stem”, “option b”.

    A rule that looks at several things says where: ``item``, or the ``name`` of a fact, source or term.
    """

    message: str
    fix: str
    place: str = ""
    item: Item | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule(Generic[P]):
    """A rule of item writing.

    ``demand`` says in a sentence what it asks for, ``source`` where it comes from; ``severity`` counts for
    items that patients see, ``for_students`` for the others; ``find`` returns the faults.
    """

    name: str
    demand: str
    source: str
    severity: Severity
    for_students: Severity
    find: Callable[P, Iterable[Fault]]

    def finding(self, fault: Fault, item: Item | None = None) -> Finding:
        """Return a fault as a finding about an item, or about the whole bank."""
        item = fault.item or item
        by_students_only = item is not None and Audience.PATIENT not in item.audience
        return Finding(
            item=item.id if item else fault.name,
            rule=self.name,
            severity=self.for_students if by_students_only else self.severity,
            message=fault.message,
            fix=fault.fix,
            place=fault.place,
        )


def rule(
    *, source: str, severity: Severity = Severity.ERROR, for_students: Severity | None = None
) -> Callable[[Callable[P, Iterable[Fault]]], Rule[P]]:
    """Make a rule of a function: the first line of its docstring is what the rule demands."""

    def make(find: Callable[P, Iterable[Fault]]) -> Rule[P]:
        return Rule(
            name=find.__name__.replace("_", "-"),
            demand=(find.__doc__ or "").strip().splitlines()[0],
            source=source,
            severity=severity,
            for_students=for_students or severity,
            find=find,
        )

    return make
