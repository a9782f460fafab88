"""An item in work as a form: its fields, its parts, and beside each field what is found wrong with it."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizapp.author.drafts.form_table import written
from quizapp.author.drafts.layouts import GENERAL, LAYOUTS, PICKED, Field, Part
from quizapp.author.drafts.places import fields_of
from quizapp.core.banks import Finding, Severity
from quizapp.core.items import ItemType
from quizapp.formats.item_as_table import Table

CHOSEN = ("audience", "topic", "level", *sorted(PICKED))
"""What is chosen from a list, by name."""

UP = "up:"
"""How the action begins that lets a part change places with the one before."""

SPARE = 2
"""How many empty parts stand at the end of a list, to be filled in without a script."""


@dataclass(frozen=True, kw_only=True)
class Control:
    """A field of the form, by the name that it is sent by, with what it holds and what is found there."""

    field: Field
    name: str
    value: str
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """Return what the control is called in the page."""
        return f"field-{self.name.replace('.', '-')}"


@dataclass(frozen=True, kw_only=True)
class Group:
    """One of the parts called ``part``, such as an option.

    ``up`` is what is sent to let it change places with the one before; empty where that says nothing.
    """

    part: str
    up: str
    title: str
    controls: tuple[Control, ...]
    groups: tuple["Group", ...]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What has to be mended, with the id of what in the page it stands beside."""

    at: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Editor:
    """The form of an item: the fields that every item has, those of its type, and its parts.

    ``beside`` holds the findings about ``CHOSEN``, by name; ``findings`` are those that are about no field at
    all, ``all_findings`` all of them.
    """

    general: tuple[Control, ...]
    own: tuple[Control, ...]
    groups: tuple[Group, ...]
    beside: Mapping[str, tuple[Finding, ...]]
    findings: tuple[Finding, ...]
    all_findings: tuple[Finding, ...]

    def without(self, names: Container[str]) -> "tuple[Group, ...]":
        """Return the parts of which no field is among ``names``."""
        return tuple(one for one in self.groups if not any(control.name in names for control in one.controls))

    @property
    def stem(self) -> Control:
        """Return the field of what is asked."""
        return self.general[0]

    @property
    def to_mend(self) -> int:
        """Return how many findings keep the item from going to review."""
        return sum(one.severity is Severity.ERROR for one in self.all_findings)

    @property
    def faults(self) -> "tuple[Fault, ...]":
        """Return what keeps the item from going to review, in the order of the page."""
        inner = (control for _, control in _labelled(self.groups))
        places = {one.id: one.findings for one in (self.stem, *self.own, *inner)}
        places |= {f"field-{name}-advice": some for name, some in self.beside.items()}
        places |= {one.id: one.findings for one in self.rest}
        places["advice-others"] = self.findings
        return tuple(
            Fault(at=at, message=one.message)
            for at, some in places.items()
            for one in some
            if one.severity is Severity.ERROR
        )

    @property
    def to_weigh(self) -> int:
        """Return how many findings are for a person to weigh."""
        return sum(one.severity is Severity.WARNING for one in self.all_findings)

    @property
    def parts(self) -> Mapping[str, list[Group]]:
        """Return the parts by what they are called."""
        found: dict[str, list[Group]] = {}
        for one in self.groups:
            found.setdefault(one.part, []).append(one)
        return found

    @property
    def rest(self) -> tuple[Control, ...]:
        """Return the other fields that every item has, without those that are picked from what is known."""
        return tuple(one for one in self.general[1:] if one.name not in PICKED)


def editor_of(table: Table, findings: Sequence[Finding]) -> Editor:
    """Return the form that shows an item in work."""
    layout = LAYOUTS[ItemType(table["type"])]
    by_field = _by_field(table, findings)
    general = tuple(_controls(GENERAL, table, "", by_field))
    own = tuple(_controls(layout.fields, table, "", by_field))
    groups = tuple(group for part in layout.parts for group in _groups(part, table, "", by_field))
    names = {*CHOSEN, *(one.name for one in (*general, *own)), *(one.name for _, one in _labelled(groups))}
    return Editor(
        general=general,
        own=own,
        groups=groups,
        beside={name: by_field.get(name, ()) for name in CHOSEN},
        findings=tuple(one for name, some in by_field.items() if name not in names for one in some),
        all_findings=tuple(findings),
    )


def moved_up(table: Table, action: str) -> Table:
    """Return an item in which one part changed places with the one before, as an action says."""
    name, _, place = action.removeprefix(UP).partition(".")
    if not any(part.name == name and part.in_order for part in _parts(table)):
        return table
    held = list(table.get(name, []))
    at = int(place) if place.isdecimal() and len(place) < 3 else 0
    if 0 < at < len(held):
        held[at - 1 : at + 1] = held[at], held[at - 1]
        return table | {name: held}
    return table


def _parts(table: Table) -> tuple[Part, ...]:
    return LAYOUTS[ItemType(table["type"])].parts


def written_controls(table: Table) -> list[tuple[str, str]]:
    """Return what is written in an item, as pairs of a field's label and what stands in it."""
    editor = editor_of(table, ())
    return [
        (label, control.value)
        for label, control in (
            *((one.field.label, one) for one in (*editor.general, *editor.own)),
            *_labelled(editor.groups),
        )
        if control.value
    ]


def _labelled(groups: Sequence[Group]) -> Iterator[tuple[str, Control]]:
    for group in groups:
        yield from ((f"{group.title}: {one.field.label}", one) for one in group.controls)
        yield from ((f"{group.title}, {label}", one) for label, one in _labelled(group.groups))


def _by_field(table: Table, findings: Sequence[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    """Return the findings by the name of the field that each is about, or else by their place."""
    fields = fields_of(table)
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        name = fields.get(finding.place, finding.place)
        found[name] = (*found.get(name, ()), finding)
    return found


def _controls(
    fields: Sequence[Field],
    table: Mapping[str, Any],
    inside: str,
    by_field: Mapping[str, tuple[Finding, ...]],
) -> Iterator[Control]:
    for field in fields:
        name = f"{inside}{field.name}"
        yield Control(field=field, name=name, value=written(field, table), findings=by_field.get(name, ()))


def _groups(
    part: Part, table: Mapping[str, Any], inside: str, by_field: Mapping[str, tuple[Finding, ...]]
) -> Iterator[Group]:
    held = table.get(part.name, [])
    for place in range(max(len(held), min(len(held) + SPARE, part.most))):
        one = held[place] if place < len(held) else {}
        here = f"{inside}{part.name}.{place}."
        yield Group(
            part=part.name,
            up=f"{UP}{part.name}.{place}" if part.in_order and 0 < place < len(held) else "",
            title=f"{part.title} {place + 1}",
            controls=tuple(_controls(part.fields, one, here, by_field)),
            groups=tuple(group for inner in part.parts for group in _groups(inner, one, here, by_field)),
        )
