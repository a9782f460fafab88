"""The application for any WSGI server: ``wsgi:app``."""

from quizapp import create_app

app = create_app()
