"""The mails that a site put into its outbox."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask


def mails(app: Flask) -> list[EmailMessage]:
    """Return the mails so far, the oldest first."""
    files = sorted(Path(app.instance_path, "outbox").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def links(mail: EmailMessage) -> list[str]:
    """Return the links in a mail, whole."""
    return re.findall(r"https?://\S+", mail.get_content())


def path_of(link: str) -> str:
    """Return a link without the name of the site."""
    return urlsplit(link).path
