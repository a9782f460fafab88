"""Flashcards that come back when memory needs them. A feature below the others: quizzes feed its cards."""

from flask import Flask

from quizapp.study import (
    api,
    api_all_cards,
    browsing_views,
    choosing_views,
    cram_views,
    deck_views,
    offline_views,
    personal,
    take_views,
    views,
)
from quizapp.web import privacy


def init_app(app: Flask) -> None:
    """Give the application the pages of the cards."""
    app.register_blueprint(views.bp)
    app.register_blueprint(deck_views.bp)
    app.register_blueprint(choosing_views.bp)
    app.register_blueprint(browsing_views.bp)
    app.register_blueprint(cram_views.bp)
    app.register_blueprint(take_views.bp)
    app.register_blueprint(offline_views.bp)
    app.register_blueprint(api.bp)
    app.register_blueprint(api_all_cards.bp)
    privacy.register(app, *personal.TABLES)
