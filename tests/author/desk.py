"""Educators at work on the shipped banks."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from quizapp import data_folder
from quizapp.author import queries, service
from quizapp.banks import queries as banks
from quizapp.banks.knowledge_files import read_knowledge
from quizapp.core.facts import Knowledge
from quizapp.core.people import Role
from quizapp.core.reviewing import Vouch
from quizapp.database import db
from quizapp.formats.item_as_table import Table, table_of
from quizapp.models import AuditRow, ItemRow
from tests.support.people import make_account

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SLUG = "names-that-tell-the-place"
BANK = "sites"
WORDS_AND_FACTS = (Vouch.FACTS, Vouch.WORDING)


@cache
def knowledge() -> Knowledge:
    """Return the facts, sources and terms that the shipped questions rest on."""
    return read_knowledge(data_folder("questions")).knowledge


def new_item(**changes: object) -> Table:
    """Return a sound item that is in no bank yet."""
    return table_of(queries.newest_item(stored())) | {"id": "a-new-one"} | changes


def stored() -> ItemRow:
    """Return a stored item that learners are given."""
    row = banks.item_by_slug(SLUG)
    assert row
    return row


@dataclass(kw_only=True)
class Educator:
    """Somebody who writes and reviews; an hour goes by with each thing that they do."""

    account_id: int
    now: datetime = NOON

    def begins(self, table: Table, draft_id: UUID | None = None) -> UUID:
        draft_id = draft_id or uuid4()
        bank = banks.bank_by_slug(BANK)
        assert bank
        service.begin(bank, table, draft_id=draft_id, account_id=self.account_id, now=self._later())
        return draft_id

    def takes_up(self, row: ItemRow) -> UUID:
        draft_id = uuid4()
        service.take_up(row, draft_id=draft_id, account_id=self.account_id, now=self._later())
        return draft_id

    def saves(self, draft_id: UUID, table: Table, *, revision: int) -> int:
        return service.save(draft_id, table, revision=revision, account_id=self.account_id, now=self._later())

    def sends(self, draft_id: UUID) -> None:
        service.send(draft_id, knowledge(), account_id=self.account_id, now=self._later())

    def takes_back(self, draft_id: UUID) -> None:
        service.take_back(draft_id, account_id=self.account_id, now=self._later())

    def gives_back(self, draft_id: UUID, note: str) -> None:
        service.give_back(draft_id, account_id=self.account_id, note=note, now=self._later())

    def signs(self, draft_id: UUID, *vouches: Vouch) -> None:
        service.sign(draft_id, vouches or WORDS_AND_FACTS, account_id=self.account_id, now=self._later())

    def publishes(self, draft_id: UUID, *, correction: str = "") -> tuple[int, int]:
        return service.publish(
            draft_id, knowledge(), account_id=self.account_id, correction=correction, now=self._later()
        )

    def drops(self, draft_id: UUID) -> None:
        service.drop(draft_id, account_id=self.account_id, now=self._later())

    def retires(self, row: ItemRow, *, version: int) -> None:
        service.retire(
            row, knowledge(), version=version, account_id=self.account_id, note="", now=self._later()
        )

    def _later(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


def make_educator(app: Flask, name: str) -> Educator:
    """Let somebody be an educator; call it outside any application context."""
    return Educator(account_id=make_account(app, f"{name}@example.org", roles=[Role.EDUCATOR]).account_id)


def trail(slug: str) -> list[AuditRow]:
    """Return what was done to an item, the last first."""
    return list(db.session.scalars(select(AuditRow).filter_by(slug=slug).order_by(AuditRow.id.desc())))
