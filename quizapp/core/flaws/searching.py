"""Looking for words in all texts of an item."""

import re
from collections.abc import Iterator
from functools import cache

from quizapp.core.parts import Part, Parts


def found_in(
    parts: Parts,
    pattern: re.Pattern[str],
    *,
    but: re.Pattern[str] | None = None,
    needs: re.Pattern[str] | None = None,
) -> Iterator[tuple[Part, str]]:
    """Return each part in which the pattern is found, outside of what matches ``but``, and the words found.

    The pattern must not depend on where a text begins or ends. ``needs`` is in every text, in small letters,
    in which the pattern is found, and quick to look for.
    """
    if needs and not needs.search(parts.in_small_letters):
        return
    # Most patterns are found in no text; one search over all texts is many times faster than one in each.
    in_small_letters = _in_small_letters(pattern)
    if in_small_letters and not in_small_letters.search(parts.in_small_letters):
        return
    if not in_small_letters and not pattern.search(parts.joined):
        return
    for part in parts:
        text = but.sub(" ", part.text) if but else part.text
        if found := pattern.search(text):
            yield part, found.group()


@cache
def _in_small_letters(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    """Return the same pattern for a text in small letters, in which it is found twice as fast.

    None for a pattern that tells capitals apart, or is written with one.
    """
    if not pattern.flags & re.IGNORECASE or pattern.pattern != pattern.pattern.lower():
        return None
    return re.compile(pattern.pattern, pattern.flags & ~re.IGNORECASE)
