"""The promises made to scripts: the JSON schema of each kind of JSON output.

The convention to know: `schemas/NAME.json` describes 'streetchief/NAME/1'. A key may be added
under the same number; nothing may be renamed, removed or given another meaning without a new one.
"""

from __future__ import annotations

import json
import os
from typing import Any

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
