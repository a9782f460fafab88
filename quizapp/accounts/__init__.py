"""Accounts: registering, logging in and out, passkeys, and what belongs to an account."""

from datetime import datetime

from flask import Flask

from quizapp.accounts import api, mail, pages, people_views, personal, security, token_views, views
from quizapp.web import privacy
from quizapp.web.filters import full_date


def init_app(app: Flask) -> None:
    """Give the application accounts and their pages."""
    app.jinja_env.filters["iso_date"] = lambda text: full_date(datetime.fromisoformat(text))
    mail.init_app(app)
    security.init_app(app)
    privacy.register(app, *personal.TABLES)
    pages.init_app(app)
    app.register_blueprint(views.bp)
    app.register_blueprint(people_views.bp)
    app.register_blueprint(token_views.bp)
    app.register_blueprint(api.bp)
