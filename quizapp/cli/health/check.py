"""What one look found."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was looked at; ``fix`` says what to do when it is not well."""

    name: str
    ok: bool
    message: str
    fix: str = ""
