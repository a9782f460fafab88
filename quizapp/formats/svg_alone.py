"""A picture as a file of its own, for programs that do not have the style of our pages."""

import re
from collections.abc import Sequence
from html import escape

from quizapp.core.items import Option
from quizapp.core.pictures import LETTER_SHARE, MARKER_SHARE, Picture

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
"""Rules for other screens. A file cannot know what page it is shown on, so it is always light."""

OUTSIDE = ":root{--card:#fff;background:#fff}.letter{font-family:sans-serif;font-weight:700;fill:#1f2933}"


def svg_alone(picture: Picture, places: Sequence[Option], *, style: str) -> str:
    """Return the picture with its style in it, and with the letters of some ``places`` that are options."""
    size = f".pic{{width:{picture.width:g}px;height:{picture.height:g}px}}"
    rules = " ".join((OUTSIDE + MEDIA.sub("", COMMENT.sub("", style)) + size).split())
    head, _, rest = picture.svg.partition(">")
    body = rest.removesuffix("</svg>")
    markers = "".join(_marker(picture, option) for option in places)
    return f"{head}><style>{escape(rules, quote=False)}</style>{body}{markers}</svg>"


def _marker(picture: Picture, option: Option) -> str:
    place, dot = picture.region_by_id[option.region], MARKER_SHARE * picture.width
    return (
        f'<circle cx="{place.x:g}" cy="{place.y:g}" r="{dot:g}" fill="#fff" stroke="#1f2933"'
        f' stroke-width="2"/>'
        f'<text class="letter" stroke="none" x="{place.x:g}" y="{place.y:g}" text-anchor="middle"'
        f' dominant-baseline="central" font-size="{LETTER_SHARE * picture.width:g}">'
        f"{escape(option.id.upper())}</text>"
    )
