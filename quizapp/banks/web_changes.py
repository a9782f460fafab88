"""What was changed of a bank on the web, beside its file."""

from collections.abc import Mapping, Sequence
from difflib import unified_diff

from quizapp.banks import queries
from quizapp.banks.checking import CheckedFile
from quizapp.core.banks import Bank
from quizapp.formats.located import Located, fault
from quizapp.formats.toml_bank import parse_bank
from quizapp.formats.toml_update import bank_as_toml, with_items
from quizapp.models import BankRow, BankTextRow

MOST_LINES = 500
"""Of a difference, that are shown; whoever wants all of it writes the bank into a file first."""


def difference(file: CheckedFile) -> str:
    """Return how a file differs from its bank as changed on the web; empty where loading it loses nothing."""
    row = queries.bank_by_slug(file.bank.id) if file.bank else None
    if row is None or row.edited_at is None:
        return ""
    text = text_of(row)
    if text == file.text or parse_bank(text, name=row.slug).bank == file.bank:
        return ""
    lines = list(
        unified_diff(
            text.splitlines(), file.text.splitlines(), "as it is on the web", file.path.name, lineterm="", n=2
        )
    )
    more = [f"… and {len(lines) - MOST_LINES} lines more"] if len(lines) > MOST_LINES else []
    return "\n".join([*lines[:MOST_LINES], *more])


def refusal(file: CheckedFile) -> Located:
    """Return why a file with a difference is not loaded."""
    return fault(
        "changed-on-the-web",
        "This bank was changed on the web since it was loaded, so the file was not loaded.",
        fix="Write it out with “quizapp bank export BANK --format toml” and bring the two together; or load"
        " the file with --over-web, and what was changed on the web goes.",
        item=file.bank.id if file.bank else "",
    )


def text_of(row: BankRow) -> str:
    """Return the text of a bank: its file's, with what was changed on the web since."""
    stored = queries.bank_text(row.id)
    return stored.text if stored else bank_as_toml(_as_stored(row))


def put(row: BankRow, tables: Sequence[Mapping[str, object]]) -> None:
    """Put the tables of some items into the text of their bank, inside the caller's transaction."""
    keep(row, with_items(text_of(row), tables))


def keep(row: BankRow, text: str) -> None:
    """Store the text of a bank, inside the caller's transaction."""
    stored = queries.bank_text(row.id)
    if stored is None:
        queries.add_text(BankTextRow(bank_id=row.id, text=text))
    elif stored.text != text:
        stored.text = text


def _as_stored(row: BankRow) -> Bank:
    items = sorted((one.row for one in queries.stored_items(row.id)), key=lambda one: (one.position, one.id))
    contents = queries.newest_contents([one.id for one in items])
    return Bank(
        id=row.slug,
        title=row.title,
        description=row.description,
        language=row.language,
        items=tuple(contents[one.id].item for one in items),
    )
