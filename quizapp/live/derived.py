"""Secrets that follow from what is stored and from this site's own key, so that nothing of them is stored."""

from base64 import urlsafe_b64encode
from hmac import compare_digest, digest

from flask import current_app, request

DOOR_KEY_LENGTH = 10
"""Sixty bits: nobody tries so many keys, and a code to scan stays coarse enough for a hall."""


def derived(text: str) -> str:
    """Return a secret that nobody without this site's own key can work out from ``text``."""
    key = current_app.config["SECRET_KEY"].encode()
    return urlsafe_b64encode(digest(key, text.encode(), "sha256")).decode().rstrip("=")


def door_key(code: str) -> str:
    """Return what stands in the code to scan beside a join code."""
    return derived(f"door:{code}")[:DOOR_KEY_LENGTH]


def brings_door_key(code: str) -> bool:
    """Tell whether who is asking scanned the code of a session, so that they guess nothing."""
    return compare_digest(request.args.get("key", "").encode(), door_key(code).encode())
