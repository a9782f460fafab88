"""How am I doing: what the logs say of a learner, kindly."""

from flask import Flask

from quizapp.progress import api, api_cards, memory_views, views


def init_app(app: Flask) -> None:
    """Give the application the progress page."""
    app.register_blueprint(views.bp)
    app.register_blueprint(memory_views.bp)
    app.register_blueprint(api.bp)
    app.register_blueprint(api_cards.bp)
