"""Codes from an authenticator app."""

from collections.abc import Callable
from typing import Any

from flask import current_app, render_template, request
from flask_security import Security, Totp, current_user
from flask_security.utils import check_and_get_token_status

from quizapp.accounts.forms import Code
from quizapp.accounts.words import MESSAGES
from quizapp.web.qr import qr


class Authenticator(Totp):
    """Shows the key to set an app up with as a picture that stands in the page itself."""

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Return the picture as SVG; an address that holds it would be refused by our policy."""
        return qr(self.get_totp_uri(username, totp), "QR code")


def keep_key(view: Callable[..., Any]) -> Callable[..., Any]:
    """Show the same picture again after a wrong code, so that nobody has to set the app up twice."""

    def kept(token: str) -> Any:
        within = current_app.config["SECURITY_TWO_FACTOR_SETUP_WITHIN"]
        expired, invalid, state = check_and_get_token_status(token, "tf_setup", within)
        if expired or invalid or _fits(state["totp_secret"], request.form.get("code", "")):
            return view(token=token)
        return _ask_again(token, state["totp_secret"]), 422

    return kept


def _fits(key: str, code: str) -> bool:
    window = current_app.config["SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY"]
    fits: bool = _totp().verify_totp(token=code, totp_secret=key, user=current_user, window=window)
    return fits


def _ask_again(token: str, key: str) -> str:
    form = Code(formdata=None)
    form.code.errors = [MESSAGES["TWO_FACTOR_INVALID_TOKEN"]]
    values = _totp().fetch_setup_values(key, current_user)
    return render_template(
        "security/two_factor_setup.html",
        section="more",
        form=form,
        chosen_method="authenticator",
        two_factor_verify_code_form=form,
        state_token=token,
        authr_qrcode=values["image"],
        authr_key=values["key"],
    )


def _totp() -> Totp:
    security: Security = current_app.extensions["security"]
    return security.totp_factory
