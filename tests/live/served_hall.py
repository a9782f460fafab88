"""A hall in the real server: a session that is led over the network, and looked up in its database."""

import re
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from quizapp import create_app
from quizapp.core.items import Response
from quizapp.core.live import Command
from quizapp.core.live_plan import SessionKind
from quizapp.database import db
from quizapp.live import queries
from quizapp.live.answers import response_of
from quizapp.models import LiveAnswerRow
from tests.live.hall import SETS_ITEMS, Hall
from tests.live.recording import RecordingConnection
from tests.services.databases import make_settings
from tests.support.html_forms import Form
from tests.support.visitor import HttpConnection, Reply, Visitor

SEQ = re.compile(r'name="seq" value="(\d+)"')


class ServedHall:
    """A session in the database of a server; begun past its pages, then led through them."""

    def __init__(
        self,
        instance: Path,
        database_url: str,
        *,
        slugs: tuple[str, ...] = SETS_ITEMS,
        kind: SessionKind = SessionKind.PATIENT,
    ) -> None:
        self.app: Flask = create_app(make_settings(instance, database_url))
        with self.app.app_context():
            hall = Hall(slugs=slugs, kind=kind, now=datetime.now(UTC))
            self.id, self.code, self.secret = hall.id, hall.code, hall.secret

    def stored(self, position: int) -> dict[UUID, Response]:
        """Return what is stored of the answers to a step, by participant."""
        stmt = select(LiveAnswerRow).filter_by(session_id=self.id, position=position)
        with self.app.app_context():
            return {row.participant_id: response_of(row.response) for row in db.session.scalars(stmt)}

    def revisions(self, position: int) -> dict[UUID, int]:
        """Return in which revision the answers to a step are stored, by participant."""
        row = LiveAnswerRow
        stmt = select(row.participant_id, row.revision).filter_by(session_id=self.id, position=position)
        with self.app.app_context():
            return {found.participant_id: found.revision for found in db.session.execute(stmt)}

    def seq(self) -> int:
        """Return how many commands were carried out."""
        with self.app.app_context():
            return queries.seqs([self.id])[self.id]

    def close(self) -> None:
        """Let go of the database."""
        with self.app.app_context():
            db.engine.dispose()


class Leader:
    """Who leads a session, from the page that the secret link opens."""

    def __init__(
        self, address: str, hall: ServedHall, connection: HttpConnection | RecordingConnection | None = None
    ) -> None:
        self._connection = connection or HttpConnection(address)
        self.visitor = Visitor(self._connection)
        self.page_path = f"/live/lead/{hall.code}/"
        assert self.visitor.get(f"/live/lead/with/{hall.secret}").path == self.page_path

    def form(self, command: Command) -> tuple[Form, list[tuple[str, str]]]:
        """Return the form that gives a command from what is shown now, and what it sends."""
        self.close()  # the server may have hung up meanwhile; the next request calls again
        page = self.visitor.get(self.page_path)
        form, seq = page.form("/commands"), SEQ.search(page.text)
        assert seq, page.text
        pairs = form.with_values(seq=seq[1], command=command)
        return form, pairs

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def press(self, command: Command) -> Reply:
        """Give a command."""
        reply = self.visitor.send(*self.form(command))
        assert reply.status == 303, f"{reply.status}: {reply.text[:500]}"
        return reply
