"""Counts kept beside the logs: written with every answer and review, read by progress, proved from the logs.

Below the cards, because both the cards and the quizzes count what they store.
"""

from flask import Flask

from quizapp.tallies import personal
from quizapp.web import privacy


def init_app(app: Flask) -> None:
    """Say what of a person the counts hold."""
    privacy.register(app, *personal.TABLES)
