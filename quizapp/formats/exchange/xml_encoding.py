"""Bytes of an XML file to bytes in UTF-8."""

import codecs
import re
from collections.abc import Mapping

from quizapp.formats.exchange.reading import ReadBank, refused

_CHUNK = 64 * 1024
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS: Mapping[str, str] = {
    "utf-8": "utf-8",
    "ascii": "utf-8",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "iso8859-1": "cp1252",
    "cp1252": "cp1252",
    "iso8859-15": "iso8859-15",
}
"""Codecs by the name that Python knows a declared one by.

What is called ISO-8859-1 or ASCII is often Windows-1252 or UTF-8, which say the same wherever they agree.
"""


def in_utf8(data: bytes) -> bytes | ReadBank:
    """Return the data in UTF-8, or why their encoding cannot be read."""
    codec = _codec(data)
    if isinstance(codec, ReadBank):
        return codec
    decoder = codecs.getincrementaldecoder(codec)()
    recoded = bytearray()
    line = 1
    # In pieces, as a text may take four times the memory of its bytes.
    for start in range(0, max(len(data), 1), _CHUNK):
        try:
            text = decoder.decode(data[start : start + _CHUNK], start + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            line += error.object[: error.start].count(b"\n")
            return refused(
                "encoding",
                "The file is not in the encoding that its first line names, or in UTF-8 where it names none.",
                fix="Save it as UTF-8.",
                line=line,
            )
        if "\x00" in text:
            line += text[: text.index("\x00")].count("\n")
            return refused(
                "nul",
                "The file holds NUL characters, so it is no XML.",
                fix="Export it once more.",
                line=line,
            )
        line += text.count("\n")
        if codec != "utf-8":
            recoded += text.encode()
    return bytes(recoded) if recoded else data


def _codec(data: bytes) -> str | ReadBank:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if data.startswith((b"<\x00", b"\x00<")):
        return "utf-16-le" if data[0] else "utf-16-be"
    found = _DECLARED.match(data)
    if data.startswith(codecs.BOM_UTF8) or not found:
        return "utf-8"
    told = found[1].decode()
    try:
        known = _ENCODINGS.get(codecs.lookup(told).name)
    except LookupError:
        known = None
    # A declaration that can be read byte by byte is not in UTF-16, whatever it says.
    if known and known.startswith("utf-16"):
        return "utf-8"
    return known or refused(
        "encoding", f"The file says that it is in {told}, which is not read here.", fix="Save it as UTF-8."
    )
