"""Pictures that educators upload, in tests."""

from io import BytesIO

from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

WORDS = "A pancreas, seen from the front: the head on the left, the tail on the right."
CREDIT = "Photo: A. Example, CC BY 4.0"
SENT = {"title": "A slice", "description": WORDS, "credit": CREDIT}


def photo(colour: str = "teal") -> bytes:
    written = BytesIO()
    Image.new("RGB", (400, 300), colour).save(written, "PNG")
    return written.getvalue()


def upload(who: FlaskClient, data: bytes, *, name: str = "slice.png", **changes: str) -> TestResponse:
    """Send a picture as a browser does; the client's own way leaves a large file open."""
    parts = [f'name="{key}"\r\n\r\n{value}'.encode() for key, value in (SENT | changes).items()]
    parts.append(f'name="file"; filename="{name}"\r\n\r\n'.encode() + data)
    body = b"".join(b"--edge\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts)
    kind = "multipart/form-data; boundary=edge"
    return who.post("/author/pictures/", data=body + b"--edge--\r\n", content_type=kind)
