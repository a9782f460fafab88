"""Accounts: registering, logging in and out, passkeys, and what belongs to an account."""

from flask import Flask

from quizapp.accounts import security


def init_app(app: Flask) -> None:
    """Give the application accounts and their pages."""
    security.init_app(app)
