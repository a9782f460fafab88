"""Quizzes: choosing, answering, handing in, and looking at the result."""

from flask import Flask

from quizapp.quiz import personal, setup, today, views
from quizapp.quiz.api import practice as api_practice
from quizapp.quiz.api import ready as api_ready
from quizapp.quiz.api import reports as api_reports
from quizapp.quiz.api import routes as api
from quizapp.quiz.corrections import replaced
from quizapp.quiz.corrections import views as told_views
from quizapp.quiz.practice import views as practice_views
from quizapp.quiz.ready import course, sets
from quizapp.quiz.reports import answer as report_answer
from quizapp.quiz.reports import views as reports
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
        api_practice,
        api_reports,
    ):
        app.register_blueprint(part.bp)
    privacy.register(app, *personal.TABLES)
