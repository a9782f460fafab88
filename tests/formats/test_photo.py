"""Uploaded pictures: drawn anew, small enough for a hall, refused in words."""

import re
import struct
import zlib
from base64 import b64decode
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from quizapp.formats import photo
from quizapp.formats.photo import LARGEST_SIDE, MOST_BYTES, read_picture
from quizapp.formats.svg import Drawing, Refusal

PNG = b"\x89PNG\r\n\x1a\n"


def written(image: Image.Image, kind: str = "PNG", **more: Any) -> bytes:
    target = BytesIO()
    image.save(target, kind, **more)
    return target.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (800, 600), **more: Any) -> bytes:
    """Return a picture of many greys."""
    return written(Image.effect_noise(size, 60).convert("RGB"), kind, **more)


def kept(read: Drawing | Refusal) -> tuple[bytes, Image.Image]:
    """Return the image in what was read, with its bytes."""
    assert isinstance(read, Drawing), read
    (data,) = re.findall(r'href="data:image/webp;base64,([^"]+)"', read.markup)
    image = Image.open(BytesIO(b64decode(data)))
    assert [read.width, read.height] == [float(side) for side in image.size]
    return b64decode(data), image


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def claims(width: int, height: int) -> bytes:
    """Return a PNG that says how large it is, and holds nothing else."""
    return PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_kept_small_and_in_its_shape(kind: str) -> None:
    data, image = kept(read_picture(picture(kind, (1600, 1200))))
    assert len(data) <= MOST_BYTES
    assert max(image.size) <= LARGEST_SIDE
    assert image.size[0] * 3 == pytest.approx(image.size[1] * 4, rel=0.01)


def test_nothing_is_kept_of_where_and_by_what_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera of mine"
    exif.get_ifd(0x8825)[2] = (52.0, 30.0, 0.0)
    data, image = kept(read_picture(picture("JPEG", exif=exif, comment=b"<b>A camera</b>")))
    assert not image.getexif()
    assert b"camera" not in data


def test_a_picture_that_its_camera_says_to_turn_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    _data, image = kept(read_picture(picture("JPEG", (800, 400), exif=exif)))
    assert image.size[0] < image.size[1]


def test_what_hides_behind_the_end_of_a_file_does_not_come_to_a_page() -> None:
    for kind in ("PNG", "JPEG"):
        data, _image = kept(read_picture(picture(kind) + b"<html><script>alert(1)</script></html>"))
        assert b"script" not in data


def test_what_shows_through_is_white_so_that_dark_lines_stay_readable_in_the_dark() -> None:
    drawn = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    drawn.paste((0, 0, 0, 255), (0, 0, 200, 300))
    for one in (drawn, drawn.quantize(16), drawn.convert("LA")):
        _data, image = kept(read_picture(written(one)))
        shown = image.convert("L")
        assert (shown.getpixel((100, 150)), shown.getpixel((300, 150))) == (0, 255)


def test_the_greys_of_a_scanner_stay_greys() -> None:
    _data, image = kept(read_picture(written(Image.new("I;16", (400, 300), 0x8000))))
    assert image.convert("L").getpixel((9, 9)) == pytest.approx(0x80, abs=2)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", photo.UNREADABLE),
        (b"%PDF-1.7", photo.UNREADABLE),
        (b"<html><img src=x onerror=alert(1)></html>", photo.UNREADABLE),
        (PNG + b"<html><script>alert(1)</script>", photo.UNREADABLE),
        (picture("GIF"), photo.UNREADABLE),
        (picture("PNG")[:500], photo.UNREADABLE),
        (picture("JPEG")[:5000], photo.UNREADABLE),
        (picture("WEBP")[:5000], photo.UNREADABLE),
        (claims(400, 300), photo.UNREADABLE),
        (claims(20_000, 20_000), photo.TOO_LARGE),
        (claims(8_000, 8_000), photo.TOO_LARGE),
        (b'<?xml version="1.0"?>\n<SVG xmlns="http://www.w3.org/2000/svg"/>', photo.IS_SVG),
        (
            written(
                Image.new("RGB", (300, 300)),
                "WEBP",
                save_all=True,
                append_images=[Image.new("RGB", (300, 300), "red")],
            ),
            photo.MOVES,
        ),
        (
            written(
                Image.new("RGB", (300, 300)),
                save_all=True,
                append_images=[Image.new("RGB", (300, 300), "red")],
            ),
            photo.MOVES,
        ),
    ],
    ids=[
        *(
            "nothing",
            "pdf",
            "html",
            "html-behind-a-head",
            "gif",
            "cut-png",
            "cut-jpeg",
            "cut-webp",
            "no-pixels",
        ),
        *("bomb", "many-pixels", "svg", "moving-webp", "moving-png"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_what_is_wrong_with_it(data: bytes, refusal: Refusal) -> None:
    assert read_picture(data) == refusal


def test_a_picture_on_which_nobody_would_see_much_is_refused() -> None:
    read = read_picture(picture(size=(300, 50)))
    assert isinstance(read, Refusal)
    assert "300 × 50" in read.message


@given(
    st.binary(max_size=400), st.sampled_from([b"", PNG, b"\xff\xd8\xff\xe1", b"RIFF\x00\x00\x00\x00WEBPVP8 "])
)
def test_whatever_the_bytes_it_never_raises(data: bytes, head: bytes) -> None:
    assert isinstance(read_picture(head + data), Drawing | Refusal)


@given(st.integers(0, 3000), st.binary(min_size=1, max_size=8), st.sampled_from(["PNG", "JPEG", "WEBP"]))
def test_whatever_is_broken_in_a_picture_it_never_raises(place: int, bad: bytes, kind: str) -> None:
    data = SOUND[kind]
    assert isinstance(read_picture(data[:place] + bad + data[place + len(bad) :]), Drawing | Refusal)


SOUND = {kind: picture(kind, (210, 210)) for kind in ("PNG", "JPEG", "WEBP")}
