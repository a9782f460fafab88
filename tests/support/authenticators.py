"""What people prove with that it is them: a passkey in the browser, an app that shows codes."""

import base64
import hmac
import struct
import time

from playwright.sync_api import Page


def plug_in_authenticator(page: Page) -> None:
    """Give the browser a place for passkeys that unlocks itself at once."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def code_of(key: str, at: float | None = None) -> str:
    """Return the six digits that an app shows for a key as the page prints it (RFC 6238)."""
    secret = base64.b32decode(key.replace("-", "").replace(" ", "").upper())
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.digest(secret, counter, "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
