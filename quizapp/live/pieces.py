"""A piece of a live session's page: written once, to stand in a page and in a document alike."""

from flask import current_app
from markupsafe import Markup


def piece(template: str, **values: object) -> Markup:
    """Return what a template of ours makes of ``values``; to be called inside an application context."""
    written = current_app.jinja_env.get_template(template).render(**values)
    # The template escaped every value, so the page in which the piece stands need not do it again.
    return Markup(written)  # noqa: S704
