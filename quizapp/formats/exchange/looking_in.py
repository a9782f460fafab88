"""What a file is by what it holds, where many formats share the end of its name."""

import re

from quizapp.formats.exchange.packages import Package, opened

_NAME = re.compile(rb"<(?:[\w.-]{1,60}:)?([A-Za-z_][\w.-]{0,60})[\s/>]")
_AIKEN = re.compile(rb"(?:^|[\r\n])[ \t]*ANSWER:")
_FIRST = 64 * 1024
_TYPE = re.compile(rb"""\btype\s*=\s*["']([^"'<]{1,200})["']""")


def outermost(data: bytes) -> str:
    """Return the name of the outermost element of an XML file, without prefix; empty for no XML."""
    # In UTF-16 every other byte is zero; names are in ASCII.
    start = re.sub(rb"<!--.*?(-->|$)", b"", data[:_FIRST].replace(b"\x00", b""), flags=re.DOTALL)
    found = _NAME.search(start)
    return found[1].decode() if found else ""


def listed_types(data: bytes) -> frozenset[str]:
    """Return the types of what the manifest of a package lists; nothing for a file that is no package."""
    package = opened(data)
    name = package.manifest() if isinstance(package, Package) else None
    if not isinstance(package, Package) or name is None:
        return frozenset()
    manifest = package.read(name)
    if not isinstance(manifest, bytes):
        return frozenset()
    return frozenset(one.decode("ascii", "replace") for one in _TYPE.findall(manifest))


def tells_answers_on_lines(data: bytes) -> bool:
    """Tell whether a text has lines that name the letter of an answer, as Aiken has."""
    return bool(_AIKEN.search(data))
