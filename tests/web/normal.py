"""Answers compared byte for byte, but for what is new in each."""

import re

from tests.support.visitor import Reply

SIGNED = re.compile(r'value="[\w.-]{60,}"')
"""A form's token or ticket."""

NEW_EACH_TIME = {"date", "set-cookie", "x-request-id"}


def without_nonces(reply: Reply) -> tuple[str, list[tuple[str, str]]]:
    """Return the text and the headers of a reply without what is new in each, and what was asked for itself.

    A page that asks for a login names the address that it then leads to.
    """
    headers = [
        (name, value.replace(reply.path, "…"))
        for name, value in reply.headers
        if name.lower() not in NEW_EACH_TIME | {"content-length"}
    ]
    return SIGNED.sub('value=""', reply.text).replace(reply.path, "…"), headers
