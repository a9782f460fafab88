"""Quizzes: choosing, answering, handing in, and looking at the result."""

from flask import Flask

from quizapp.quiz import (
    api,
    api_ready,
    api_reports,
    course,
    personal,
    practice_views,
    replaced,
    report_answer,
    reports,
    sets,
    setup,
    today,
    told_views,
    views,
)
from quizapp.web import privacy


def init_app(app: Flask) -> None:
    """Give the application the quiz pages and the Today page."""
    for part in (
        today,
        told_views,
        setup,
        sets,
        course,
        practice_views,
        views,
        reports,
        report_answer,
        replaced,
        api,
        api_ready,
        api_reports,
    ):
        app.register_blueprint(part.bp)
    privacy.register(app, *personal.TABLES)
