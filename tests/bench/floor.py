"""The floor that our pages are measured against: the least a page and a saved form can cost here.

A GET reads one row through SQLAlchemy and answers with a page of the size that is asked for; a POST writes
one row, commits and redirects. Same server, same SQLite settings, nothing else.
"""

import os
import sys
from datetime import UTC, datetime
from typing import Any

from a2wsgi import WSGIMiddleware
from flask import Flask, redirect, request
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from quizapp import serving
from quizapp.database import Model, db, make_sqlite_durable, reading
from quizapp.server_process import answer, wait_for_place

THREADS = 8


class FloorRow(Model):
    """One row of text."""

    __tablename__ = "floor"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


def create_floor(database_url: str) -> Flask:
    """Return the bare application on a fresh database."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    db.init_app(app)
    with app.app_context():
        make_sqlite_durable(db.engine)
        Model.metadata.create_all(db.engine, tables=[Model.metadata.tables["floor"]])
        db.session.add(FloorRow(id=1, text="x"))
        db.session.commit()
    app.before_request(mark_reading)
    app.add_url_rule("/", view_func=page)
    app.add_url_rule("/", view_func=save, methods=["POST"])
    return app


def mark_reading() -> None:
    """Take no write lock for a page, as our own application does."""
    reading.set(request.method == "GET")


def page() -> str:
    """Answer with a page of as many bytes as asked for."""
    text = db.session.scalars(select(FloorRow.text).filter_by(id=1)).one()
    return text * int(request.args["bytes"])


def save() -> Any:
    """Store what was sent."""
    db.session.add(FloorRow(text=f"{request.form['text']} {datetime.now(UTC)}"))
    db.session.commit()
    return redirect("/", code=303)


def main() -> None:
    """Serve the floor as ``quizapp serve`` serves the application; with arguments, be its server process."""
    if len(sys.argv) > 1:
        floor: Any = create_floor(os.environ["FLOOR_DATABASE_URL"])
        if place := wait_for_place():
            answer(WSGIMiddleware(floor, workers=THREADS), place)
        return
    port = serving.free_port("127.0.0.1", 0)
    serving.Servers(
        [sys.executable, "-m", "tests.bench.floor", "process"],
        serving.Place(host="127.0.0.1", port=port),
        count=1,
        environment=os.environ,
        on_ready=lambda _first: print(f"http://127.0.0.1:{port}"),
    ).run()


if __name__ == "__main__":
    main()
