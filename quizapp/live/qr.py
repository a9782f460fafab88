"""An address as a picture that a phone reads."""

import segno
from markupsafe import Markup


def qr(address: str, title: str) -> Markup:
    """Return the picture as SVG, to stand in the page itself: dark on light, whatever is around it."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, title=title, svgclass="qr", lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - made by segno from an address that it encodes
