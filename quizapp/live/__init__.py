"""Live sessions: a facilitator leads, a room answers, and nobody is named, ranked or timed."""

from flask import Flask

from quizapp.live import api, views, wire


def init_app(app: Flask) -> None:
    """Give the application live sessions."""
    wire.init_app(app)
    app.register_blueprint(views.bp)
    app.register_blueprint(api.bp)
