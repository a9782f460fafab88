"""A text, such as an address, as a picture that a phone reads."""

import segno
from markupsafe import Markup


def qr(text: str, title: str) -> Markup:
    """Return the picture as SVG, to stand in the page itself: dark on light, whatever is around it."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, title=title, svgclass="qr", lineclass=None
    )
    # Nobody's text stands in it as it came: of ``text`` there are squares, and segno escapes the title.
    return Markup(drawn)  # noqa: S704
