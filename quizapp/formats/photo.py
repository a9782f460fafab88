"""Uploaded pictures: what is seen on them is drawn anew, so that nothing else of the file comes to a page."""

from base64 import b64decode, b64encode
from io import BytesIO

from PIL import Image, ImageOps

from quizapp.formats.svg import NAMESPACE, Drawing, Refusal

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 25_000_000
"""Of an upload: what cameras take. More would fill the memory while it is unpacked."""

LARGEST_SIDE = 1000
"""Pixels of what is kept: sharp on a phone, and on a wall where it fills a half."""

LEAST_SIDE = 200
"""Pixels below which nobody sees what is on it."""

MOST_BYTES = 36_000
"""Of what is kept: every version of an item that shows it carries it, over a hall's Wi-Fi, too."""

QUALITIES = (80, 55, 35)

PHOTO_TYPE = "image/webp"

_BEFORE = f'<image href="data:{PHOTO_TYPE};base64,'
_AFTER = '"'

TOO_LARGE = Refusal(
    message="The picture has too many pixels to be unpacked here.",
    fix=f"Make it smaller first: what is kept has at most {LARGEST_SIDE:,} pixels on its longer side.",
)
IS_SVG = Refusal(
    message="This is an SVG file. Such files can hold programs, not only shapes, so they are not taken here.",
    fix=f"Open it in your drawing program, export it as PNG, {LARGEST_SIDE:,} pixels wide, and upload that.",
)
UNREADABLE = Refusal(
    message="This file is no picture that can be read here: it is of another kind, or broken.",
    fix="Open it on your own screen, save it as PNG, JPEG or WebP, and upload that.",
)
MOVES = Refusal(
    message="This picture moves. Questions show pictures that stand still.",
    fix="Save the one moment that the question is about as PNG, JPEG or WebP.",
)
SHOWS_TOO_MUCH = Refusal(
    message="The picture shows so much that it cannot be made small enough for a phone.",
    fix="Cut out the part that the question is about.",
)


def read_picture(data: bytes) -> Drawing | Refusal:
    """Return a PNG, JPEG or WebP as markup that can stand inside a page; never raises, whatever the bytes.

    What the file is called does not matter. It loses all but what is seen: place, time and camera, too. What
    shows through becomes white. It is made smaller until it has at most ``MOST_BYTES``.
    """
    if b"<svg" in data[:2000].lower():
        return IS_SVG
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as found:
            return _refusal(found) or _drawing(_seen(found))
    except (Image.DecompressionBombError, MemoryError):
        return TOO_LARGE
    except Exception:  # noqa: BLE001 - what a decoder raises on hostile bytes depends on its format
        return UNREADABLE


def photo_in(markup: str) -> bytes:
    """Return the WebP within the markup of an uploaded picture.

    :raises ValueError: there is none.
    """
    _, found, rest = markup.partition(_BEFORE)
    inside, ended, _ = rest.partition(_AFTER)
    if not found or not ended:
        raise ValueError("no picture was uploaded as this markup")
    return b64decode(inside, validate=True)


def _refusal(found: Image.Image) -> Refusal | None:
    width, height = found.size
    if getattr(found, "n_frames", 1) > 1:
        return MOVES
    if width * height > MOST_PIXELS:
        return TOO_LARGE
    if min(width, height) < LEAST_SIDE:
        return Refusal(
            message=f"The picture has {width:,} × {height:,} pixels, too few to see much on it.",
            fix=f"Choose one with at least {LEAST_SIDE} pixels on each side.",
        )
    return None


def _seen(found: Image.Image) -> Image.Image:
    """Return what is seen, no larger than it is kept: upright, and on white."""
    if found.mode in {"1", "P", "PA"}:  # of which Pillow would drop lines and letters that are one dot wide
        found = found.convert("RGBA")
    # Made smaller before anything else, as every step on a large picture would take its memory once more.
    found.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    upright = ImageOps.exif_transpose(found)
    if upright.mode.startswith("I"):  # greys of sixteen bits, as of scanners, which Pillow would cut off
        upright = upright.convert("I").point(lambda grey: grey / 256).convert("L")
    seen = upright.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def _drawing(seen: Image.Image) -> Drawing | Refusal:
    side = LARGEST_SIDE
    while side >= LEAST_SIDE:
        smaller = seen.copy()
        smaller.thumbnail((side, side))
        for quality in QUALITIES:
            written = BytesIO()
            smaller.save(written, "WEBP", quality=quality)
            if written.tell() <= MOST_BYTES:
                return _markup(written.getvalue(), *smaller.size)
        side = side * 3 // 4
    return SHOWS_TOO_MUCH


def _markup(data: bytes, width: int, height: int) -> Drawing:
    inside = b64encode(data).decode()
    image = f'{_BEFORE}{inside}{_AFTER} width="{width}" height="{height}"></image>'
    head = f'<svg class="pic" viewBox="0 0 {width} {height}" xmlns="{NAMESPACE[1:-1]}">'
    return Drawing(markup=f"{head}{image}</svg>", width=float(width), height=float(height))
