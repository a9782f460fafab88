"""Everything of whoever asks, as a file to keep."""

from datetime import datetime
from tempfile import TemporaryFile

from flask import Response, current_app, send_file

from quizapp.personal import export
from quizapp.web import learners, privacy
from quizapp.web.privacy import Person


def asking() -> Person:
    """Return whose data whoever asks may have: their own."""
    learner, account = learners.current(), learners.account()
    return Person(learner_id=learner.id if learner else None, account_id=account.id if account else None)


def everything(*, now: datetime) -> Response:
    """Return a zip of everything that is stored about whoever asks, a guest, an account or its program.

    It is whole before the first byte leaves: a fault halfway is an error and no broken file, and however slow
    the network is, no transaction stays open for it.
    """
    # The file has no name, and is gone once it was sent.
    file = TemporaryFile()  # noqa: SIM115
    export.write(asking(), privacy.tables(current_app), file, now=now)
    file.seek(0)
    return send_file(
        file, mimetype="application/zip", as_attachment=True, download_name=f"net-learning-{now:%Y-%m-%d}.zip"
    )
