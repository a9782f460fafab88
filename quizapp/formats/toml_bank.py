"""A bank in TOML to core values. An item that does not fit is told and left out; the others are read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from quizapp.core.banks import Bank
from quizapp.core.items import Item, ItemType, Waiver
from quizapp.formats.bank_shapes import AnyItem, BankHeader
from quizapp.formats.item_bodies import body_of
from quizapp.formats.located import Located, fault
from quizapp.formats.shapes import shape_faults
from quizapp.formats.toml_text import read_toml, table_lines

MOST_ITEMS = 1000
_ITEM: TypeAdapter[AnyItem] = TypeAdapter(AnyItem)


@dataclass(frozen=True, kw_only=True)
class ParsedBank:
    """What a bank file says: its items that are whole, the line of each, and what is wrong with the rest.

    ``bank`` is None when the file does not say which bank it is.
    """

    bank: Bank | None
    lines: Mapping[str, int]
    findings: tuple[Located, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether everything in the file was understood."""
        return self.bank is not None and not self.findings


def parse_bank(text: str, *, name: str = "") -> ParsedBank:
    """Return what a bank file says; never raises. ``name`` is the bank's id where the text gives none."""
    data = read_toml(text)
    if isinstance(data, Located):
        return ParsedBank(bank=None, lines={}, findings=(data,))
    tables = data.pop("item", [])
    if not isinstance(tables, list) or not 1 <= len(tables) <= MOST_ITEMS:
        message = f"A bank has between one and {MOST_ITEMS:,} items, each under a line [[item]]."
        return ParsedBank(bank=None, lines={}, findings=(fault("shape", message, fix="Write them so."),))
    reader = _Items(tables, table_lines(text, "item", key="id"))
    findings = list(reader.findings)
    try:
        header = BankHeader.model_validate({"id": name, **data})
    except ValidationError as error:
        findings += shape_faults(error, item="", line=1)
        return ParsedBank(bank=None, lines=reader.lines, findings=tuple(findings))
    bank = Bank(
        id=header.id,
        title=header.title,
        description=header.description,
        language=header.language,
        items=tuple(reader.items),
    )
    return ParsedBank(bank=bank, lines=reader.lines, findings=tuple(findings))


class _Items:
    """The item tables of a file, read one after the other."""

    def __init__(self, tables: list[object], lines: list[int]) -> None:
        self.items: list[Item] = []
        self.lines: dict[str, int] = {}
        self.findings: list[Located] = []
        # Items written as inline tables have no line of their own.
        places = lines if len(lines) == len(tables) else [1] * len(tables)
        for number, (table, line) in enumerate(zip(tables, places, strict=True), start=1):
            self.findings += self._read(table, number=number, line=line)

    def _read(self, table: object, *, number: int, line: int) -> Iterator[Located]:
        name = _name(table, number)
        if name in self.lines:
            message = f"The id “{name}” stands twice in this bank (first in line {self.lines[name]})."
            yield fault("duplicate-id", message, fix="Give one of the two another id.", item=name, line=line)
            return
        self.lines[name] = line
        item = read_item(table, name=name, line=line)
        if isinstance(item, Item):
            self.items.append(item)
        else:
            yield from item


def read_item(table: object, *, name: str, line: int = 1) -> Item | list[Located]:
    """Return the item that a table holds, or each thing by which it does not fit; never raises."""
    try:
        return _to_item(_ITEM.validate_python(table))
    except ValidationError as error:
        # The first step is the item's type.
        return list(shape_faults(error, item=name, line=line, inside=1))


def _name(table: object, number: int) -> str:
    name = table.get("id") if isinstance(table, dict) else None
    return name[:120] if isinstance(name, str) and name.isprintable() and name else f"item {number}"


def _to_item(shape: AnyItem) -> Item:
    return Item(
        id=shape.id,
        type=ItemType(shape.type),
        audience=frozenset(shape.audience),
        topic=shape.topic,
        level=shape.level,
        facts=tuple(shape.facts),
        background=tuple(shape.background),
        sources=tuple(shape.sources),
        status=shape.status,
        review_due=shape.review_due,
        stem=shape.stem,
        body=body_of(shape),
        disagreement=shape.disagreement,
        no_gloss=tuple(shape.no_gloss),
        picture=shape.picture,
        made_by=shape.made_by,
        waived=tuple(Waiver(rule=waiver.rule, reason=waiver.reason) for waiver in shape.waived),
    )
