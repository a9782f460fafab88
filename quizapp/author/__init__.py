"""Educators write items, review each other's, and publish them."""

from flask import Flask

from quizapp.author import personal
from quizapp.web import privacy


def init_app(app: Flask) -> None:
    """Give the application the writing of items."""
    privacy.register(app, *personal.TABLES)
