"""Looking for words in all texts of an item."""

import re
from collections.abc import Iterable, Iterator

from quizapp.core.parts import Part


def found_in(
    parts: Iterable[Part], pattern: re.Pattern[str], *, but: re.Pattern[str] | None = None
) -> Iterator[tuple[Part, str]]:
    """Return each part in which the pattern is found, outside of what matches ``but``, and the words found.

    The pattern must not depend on where a text begins or ends.
    """
    parts = tuple(parts)
    # Most patterns are found in no text; one search over all texts is many times faster than one in each.
    if not pattern.search("\n\n".join(part.text for part in parts)):
        return
    for part in parts:
        text = but.sub(" ", part.text) if but else part.text
        if found := pattern.search(text):
            yield part, found.group()
