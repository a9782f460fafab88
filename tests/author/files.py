"""Files of questions that educators bring in, and educators who do."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from quizapp.author.importing import queries as import_queries
from quizapp.author.importing import service as import_service
from quizapp.author.importing.service import Brought, NewBank, Unsaid
from quizapp.banks import queries as banks
from quizapp.formats.exchange.prepared import PreparedFile, prepare
from quizapp.models import BankRow
from tests.author.desk import BANK, NOON

FIVE = """$CATEGORY: Nets/First

// [id:where-it-starts] [tag:topic:sites] [tag:hard]
::Start:: Where do most of them start? {
  =In the gut#Most are found there.
  ~In the skin#None is found there.
  ####Ask your team.
}

::Tell me:: Tell us how you live with it. {}

::Which two:: Which one? {=Both are right =Are they ~Not this}

A net is a kind of growth. {T}

::Three:: How many? {#=3:0.5 =7}
"""
"""A sound item, an essay, one with two keys for one answer, a sound one, and one that takes two numbers."""

NEW_BANK = NewBank(slug="from-elsewhere", title="From elsewhere", language="en-GB")


def gift(text: str = FIVE) -> PreparedFile:
    """Return what a GIFT file holds."""
    return prepare(text.encode(), name="five.gift", format_=None)


def bank() -> BankRow:
    """Return a stored bank."""
    row = banks.bank_by_slug(BANK)
    assert row
    return row


@dataclass(frozen=True, kw_only=True)
class Importer:
    """Somebody who brings questions in."""

    account_id: int

    def looks(
        self,
        file: PreparedFile,
        into: BankRow | NewBank = NEW_BANK,
        *,
        unsaid: Unsaid | None = None,
        import_id: UUID | None = None,
    ) -> UUID:
        import_id = import_id or uuid4()
        import_service.look(
            file,
            into,
            unsaid or Unsaid(),
            import_id=import_id,
            name="five.gift",
            account_id=self.account_id,
            now=NOON,
        )
        return import_id

    def ticks(self, import_id: UUID, *places: int) -> None:
        row = import_queries.find_file(import_id, account_id=self.account_id)
        assert row
        import_service.tick(row, range(1, 26), places)

    def brings(self, import_id: UUID) -> Brought | None:
        return import_service.bring_in(import_id, account_id=self.account_id, now=NOON + timedelta(minutes=1))
