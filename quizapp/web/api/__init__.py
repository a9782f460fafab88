"""How programs are answered: tokens instead of cookies, problems instead of pages, and all of it told."""

from flask import Flask

from quizapp.web import problems
from quizapp.web.api import bearer, docs
from quizapp.web.problems import ProblemError


def init_app(app: Flask) -> None:
    """Ask for tokens before views that want one, and explain the API."""
    app.config.update(AUTO_200_RESPONSE=False, AUTO_404_RESPONSE=False, AUTO_VALIDATION_ERROR_RESPONSE=False)
    app.before_request(bearer.authenticate)
    app.register_error_handler(ProblemError, lambda error: problems.answer(error.problem))
    app.register_blueprint(docs.bp)
