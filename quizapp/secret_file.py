"""A secret of this installation in a file that only its owner can read."""

import os
import secrets
from pathlib import Path

SHORTEST = 32
"""How many characters a secret has at least, so that it cannot be guessed."""


def load(path: Path) -> str:
    """Return the secret in a file, making both the first time.

    :raises ValueError: the file is there and holds no whole secret.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _write(path)
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < SHORTEST:
        raise ValueError(f"{path} holds no whole key; delete it to have a new one made")
    return secret


def _write(path: Path) -> None:
    """Make a secret, whole or not at all; of two first starts at once, the first to finish makes it."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_hex(32), encoding="ascii")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
