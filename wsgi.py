"""The application for any WSGI server: ``wsgi:app``."""

from quizapp import create_app, logs
from quizapp.config import Settings

settings = Settings()
logs.configure(shape=settings.log_format, level=settings.log_level)
app = create_app(settings)
