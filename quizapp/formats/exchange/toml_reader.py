"""Our own bank files, read like those of others."""

from quizapp.core.exchange import ForeignItem, tags_of
from quizapp.core.items import Item
from quizapp.formats.exchange.reading import ReadBank
from quizapp.formats.exchange.texts import decoded
from quizapp.formats.toml_bank import parse_bank


def read_toml_bank(data: bytes) -> ReadBank:
    """Return the items of a bank file of ours, and its faults."""
    text = decoded(data)
    if isinstance(text, ReadBank):
        return text
    parsed = parse_bank(text, name="bank")
    items = parsed.bank.items if parsed.bank else ()
    return ReadBank(
        items=tuple(_foreign(item, parsed.lines.get(item.id, 1)) for item in items), findings=parsed.findings
    )


def _foreign(item: Item, line: int) -> ForeignItem:
    return ForeignItem(
        kind=item.type.value, stem=item.stem, body=item.body, id=item.id, tags=tags_of(item), line=line
    )
