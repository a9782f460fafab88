"""quizapp: quizzes and flashcards about neuroendocrine tumours."""

from pathlib import Path

from apiflask import APIFlask
from flask import Flask
from jinja2 import StrictUndefined
from sqlalchemy.engine import make_url

from quizapp import models
from quizapp.config import Settings
from quizapp.database import db, engine_options, make_sqlite_durable
from quizapp.extensions import csrf, migrate

__all__ = ["create_app", "models"]

PACKAGE = Path(__file__).parent


def data_folder(name: str) -> Path:
    """Return a folder that lies beside the package in a checkout and inside it when installed."""
    installed = PACKAGE / "_data" / name
    return installed if installed.is_dir() else PACKAGE.parent / name


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application; without ``settings`` they are read from the environment.

    :raises UndeclaredRouteError: a route does not say who may call it.
    """
    from quizapp.web import access

    settings = settings or Settings()
    settings.instance_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Its own pages about the API load scripts from elsewhere, and its JSON errors would replace our pages.
    app = APIFlask(
        __name__,
        title="NET Learning",
        version="1",
        spec_path=None,
        docs_path=None,
        json_errors=False,
        instance_path=str(settings.instance_dir.resolve()),
    )
    app.config.from_mapping(
        SECRET_KEY=settings.load_secret_key(),
        QUESTIONS_DIR=settings.questions_dir or data_folder("questions"),
        SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.sqlalchemy_url, threads=settings.threads),
        # With this beginning of the name, browsers take the cookie from no other site, not even a sister's.
        SESSION_COOKIE_NAME="__Host-quizapp" if settings.secure_cookies else "quizapp",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        # The longest life browsers grant a cookie.
        PERMANENT_SESSION_LIFETIME=400 * 24 * 3600,
        # Pages make the cookie last longer (see the guard); a static file, which caches share, never has one.
        SESSION_REFRESH_EACH_REQUEST=False,
        # A form may lie open for days between two shifts.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
        MAX_CONTENT_LENGTH=256 * 1024,
        MAX_FORM_MEMORY_SIZE=128 * 1024,
        MAX_FORM_PARTS=500,
    )
    app.extensions["settings"] = settings
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    if make_url(settings.sqlalchemy_url).get_backend_name() == "sqlite":
        with app.app_context():
            make_sqlite_durable(db.engine)
    csrf.init_app(app)
    migrate.init_app(
        app, db, directory=str(data_folder("migrations")), render_as_batch=True, compare_type=True
    )
    register_features(app)
    access.doors(app)  # stops here when a route does not say who may call it
    return app


def register_features(app: Flask) -> None:
    """Give the application its shared skin, its features and their pages."""
    from quizapp import accounts, author, classes, live, personal, progress, quiz, study, tallies, web
    from quizapp.web import rate_limits

    for feature in (web, accounts, tallies, study, quiz, live, author, classes, progress, personal):
        feature.init_app(app)
    rate_limits.init_app(app)  # last, because it stands before views of every feature
