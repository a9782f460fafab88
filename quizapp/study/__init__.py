"""Flashcards that come back when memory needs them. A feature below the others: quizzes feed its cards."""

from flask import Flask

from quizapp.study import personal, views
from quizapp.study.api import all_cards as api_all_cards
from quizapp.study.api import routes as api
from quizapp.study.browsing import views as browsing_views
from quizapp.study.choosing import views as choosing_views
from quizapp.study.cram import views as cram_views
from quizapp.study.decks import views as deck_views
from quizapp.study.offline import views as offline_views
from quizapp.study.taking import views as take_views
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
