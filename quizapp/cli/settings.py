"""Settings for commands: what is wrong with them is said in plain sentences."""

from typing import Any

import click
from pydantic import ValidationError

from quizapp.config import Settings


def read_settings() -> Settings:
    """Return the settings from the environment, or end the command and say what is wrong with them."""
    try:
        return Settings()
    except ValidationError as error:
        raise click.ClickException("\n".join(settings_faults(error))) from None


def settings_faults(error: ValidationError) -> list[str]:
    """Return one sentence for each setting that is wrong."""
    return [
        f"QUIZAPP_{str(fault['loc'][0]).upper()}: {_message(fault)}" if fault["loc"] else _message(fault)
        for fault in error.errors(include_input=False, include_url=False)
    ]


def _message(fault: Any) -> str:
    return str(fault["msg"]).removeprefix("Value error, ")
