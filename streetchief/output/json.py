"""JSON that leaves the program: real UTF-8, but no raw control, bidi or invisible character.

The convention to know: one object, `{"schema": "streetchief/NAME/VERSION", …}`; its keys are
stable English in the order they were given. A list of objects has one object a line, so that a
person can read it and `grep` and `diff` can work on it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from streetchief.output.safe import json_safe

SCHEMAS = os.path.join(os.path.dirname(__file__), "schemas")


def schema_names() -> list[str]:
    """List the names there are schemas for."""
    return sorted(name.removesuffix(".json") for name in os.listdir(SCHEMAS))


def schema(name: str) -> dict[str, Any]:
    """Read the schema (JSON Schema, draft 2020-12) of 'streetchief/NAME/1'.

    Raises KeyError when there is none of that name.
    """
    if name not in schema_names():
        raise KeyError(name)
    with open(os.path.join(SCHEMAS, f"{name}.json"), encoding="utf-8") as file:
        document: dict[str, Any] = json.load(file)
    return document


_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def json_line(value: Any) -> str:
    """Write a value of plain dicts, lists, texts, numbers and None on one line."""
    return json_safe(_encoder.encode(value))


def json_document(name: str, body: Mapping[str, Any], version: int = 1) -> str:
    """Write one object with its schema's name first and a line end last."""
    members = {"schema": f"streetchief/{name}/{version}", **body}
    written = [f"{json_line(key)}: {_member(value)}" for key, value in members.items()]
    return "{" + ",\n ".join(written) + "}\n"


def _member(value: Any) -> str:
    if isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
        return "[\n  " + ",\n  ".join(map(json_line, value)) + "\n ]"
    return json_line(value)
