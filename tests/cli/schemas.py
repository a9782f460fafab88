"""The JSON that commands print, held against the schemas in the docs."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


def read(name: str, output: str) -> Any:
    """Return what a command printed as a value; fail when it does not fit the schema of that name."""
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    value = json.loads(output)
    Draft202012Validator(schema).validate(value)
    return value
