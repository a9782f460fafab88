"""Templates and routes that are compiled once, however many applications there are.

To compile them takes several times as long as most tests, and nearly each has an application of its own.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule


class Templates(BytecodeCache):
    """Keeps in memory what each template became; one whose text has changed is compiled anew."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what it became before."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template became."""
        if bucket.code:
            self._codes[bucket.key, bucket.checksum] = bucket.code


def compile_routes_once() -> None:
    """Let Werkzeug, in this process, make the function that builds an address once for each route."""
    compiled: dict[object, Callable[..., Any]] = {}
    compile_anew = Rule._compile_builder

    def compile_builder(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
        # All that Werkzeug makes it of.
        key = rule.rule, *rule._trace, repr(rule.defaults), append_unknown
        if key not in compiled:
            compiled[key] = compile_anew(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = compile_builder  # type: ignore[assignment, method-assign]
