"""Flashcards that come back when memory needs them. A feature below the others: quizzes feed its cards."""

from flask import Flask

from quizapp.study import api, personal, views
from quizapp.web import privacy


def init_app(app: Flask) -> None:
    """Give the application the pages of the cards."""
    app.register_blueprint(views.bp)
    app.register_blueprint(api.bp)
    privacy.register(app, *personal.TABLES)
