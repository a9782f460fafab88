"""The formats in which banks leave, and what writes each."""

from collections.abc import Mapping

from quizapp.formats.exchange.files import Format
from quizapp.formats.exchange.json_writer import write_json
from quizapp.formats.exchange.writing import Writer

WRITERS: Mapping[Format, Writer] = {
    Format.JSON: write_json,
}

ENDINGS: Mapping[Format, str] = {
    Format.JSON: ".json",
}
"""How the name of a file ends that holds a bank in that format."""
