"""Quizzes: choosing, answering, handing in, and looking at the result."""

from flask import Flask

from quizapp.quiz import reports, setup, today, views


def init_app(app: Flask) -> None:
    """Give the application the quiz pages and the Today page."""
    for part in (today, setup, views, reports):
        app.register_blueprint(part.bp)
