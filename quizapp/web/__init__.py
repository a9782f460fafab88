"""The shared skin: who is asking, forms, errors as pages, filters, headers, and how an item is shown."""

from flask import Flask

from quizapp.web import (
    api,
    errors,
    filters,
    guard,
    headers,
    health,
    installing,
    metrics,
    outside,
    pages,
    privacy,
    request_log,
    static_files,
)


def init_app(app: Flask) -> None:
    """Give the application what every feature's pages share."""
    for part in (request_log, metrics, outside, guard, api, headers, filters, static_files, errors, privacy):
        part.init_app(app)
    app.register_blueprint(pages.bp)
    app.register_blueprint(health.bp)
    installing.init_app(app)
