"""Bytes of a text file to text."""

from quizapp.formats.exchange.reading import ReadBank, refused

LARGEST_TEXT = 8 * 1024**2
"""Bytes; over three times the 5,000 questions that a large bank has."""


def decoded(data: bytes) -> str | ReadBank:
    """Return the text of a file in UTF-8, or why it cannot be read."""
    if len(data) > LARGEST_TEXT:
        size = LARGEST_TEXT // 1024**2
        return refused("too-large", f"The file has over {size} MB.", fix="Split it into several files.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return refused("encoding", "The file is UTF-16, not UTF-8.", fix="Save it as UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = data[: error.start]
        return refused(
            "encoding",
            "The file is not UTF-8 text.",
            fix="Save it as UTF-8.",
            line=good.count(b"\n") + 1,
            column=len(good) - (good.rfind(b"\n") + 1) + 1,
        )
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        return refused(
            "nul", "The file holds NUL characters, so it is no text.", fix="Save it as text.", line=line
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")
