"""What belongs to a person: taken along, or gone. Above the other features, which say what they keep."""

from flask import Flask

from quizapp.personal import api, api_settings, settings, views


def init_app(app: Flask) -> None:
    """Give the application the pages about a person's own data."""
    app.register_blueprint(views.bp)
    app.register_blueprint(settings.bp)
    app.register_blueprint(api_settings.bp)
    app.register_blueprint(api.bp)
