"""What a file is by what it holds, where many formats share the end of its name."""

import re

from quizapp.formats.exchange.packages import Package, opened

_NAME = re.compile(rb"<(?:[\w.-]{1,60}:)?([A-Za-z_][\w.-]{0,60})[\s/>]")
_AIKEN = re.compile(rb"(?:^|[\r\n])[ \t]*ANSWER:")
_FIRST = 64 * 1024

QTI_1 = ("imsqti_xmlv1", "assessment/x-bb-qti")
"""How types begin that packages in QTI 1.1 and 1.2 list; the second is Blackboard's."""

QTI_1_FILE = "questestinterop"
"""The outermost element of a quiz in QTI 1.2."""

_QTI_2 = ("imsqti_item", "imsqti_test")
_TYPE = re.compile(rb"""\btype\s*=\s*["']([^"'<]{1,200})["']""")


def outermost(data: bytes) -> str:
    """Return the name of the outermost element of an XML file, without prefix; empty for no XML."""
    # In UTF-16 every other byte is zero; names are in ASCII.
    start = re.sub(rb"<!--.*?(-->|$)", b"", data[:_FIRST].replace(b"\x00", b""), flags=re.DOTALL)
    found = _NAME.search(start)
    return found[1].decode() if found else ""


def holds_qti_1(data: bytes) -> bool:
    """Tell whether a file is a package of quizzes in QTI 1.2, by what it lists or else by what is in it."""
    package = opened(data)
    if not isinstance(package, Package):
        return False
    types = _listed_types(package)
    if any(one.startswith(QTI_1 + _QTI_2) for one in types):
        return any(one.startswith(QTI_1) for one in types)
    # Some systems list their quizzes as nothing but files, and some list nothing.
    named = (name for name in package.names if name.lower().endswith((".xml", ".dat")))
    return any(
        outermost(held) == QTI_1_FILE for name in named if isinstance(held := package.read(name), bytes)
    )


def _listed_types(package: Package) -> frozenset[str]:
    """Return the types of what the manifest of a package lists."""
    name = package.manifest()
    manifest = package.read(name) if name else None
    if not isinstance(manifest, bytes):
        return frozenset()
    return frozenset(one.decode("ascii", "replace") for one in _TYPE.findall(manifest))


def tells_answers_on_lines(data: bytes) -> bool:
    """Tell whether a text has lines that name the letter of an answer, as Aiken has."""
    return bool(_AIKEN.search(data))
