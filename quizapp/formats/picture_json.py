"""Uploaded pictures as JSON: as they are stored, and as one process hands them to another."""

import json
from dataclasses import asdict

from pydantic import TypeAdapter

from quizapp.core.pictures import Picture
from quizapp.formats.svg import Drawing, Refusal

_PICTURE = TypeAdapter(Picture)
_READ: TypeAdapter[Drawing | Refusal] = TypeAdapter(Drawing | Refusal)


def dump_picture(picture: Picture) -> str:
    """Return a picture as JSON; equal pictures give equal texts."""
    return json.dumps(asdict(picture), sort_keys=True, ensure_ascii=False)


def load_picture(text: str) -> Picture:
    """Return the picture that ``dump_picture`` wrote."""
    return _PICTURE.validate_json(text)


def dump_read(read: Drawing | Refusal) -> bytes:
    """Return what came of reading a file, as JSON."""
    return _READ.dump_json(read)


def load_read(data: bytes) -> Drawing | Refusal:
    """Return what ``dump_read`` wrote; raises ``ValueError`` on anything else."""
    return _READ.validate_json(data)
