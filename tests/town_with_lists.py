"""A town where problems are found: streets, villages, cadres, departments and an inspector."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

from streetchief.output.json import schema
from tests.conftest import Desk, Ran

PLACES = """name,kind,town
横街,street,双峰乡
中街,street,双峰乡
大皿村,village,双峰乡
小皿村,village,双峰乡
"""
HOLDERS = """name,kind,unit
韦知母,person,大皿村村委会
昌沙参,person,大皿村村委会
督查员,person,县整治办
朱川芎,person,城建办
陈白术,person,
城建办,department,
环卫所,department,
交警中队,department,
"""


def settle(desk: Desk) -> Desk:
    """Register the town's places and holders in the ledger of the desk."""
    desk.run("import places -", stdin=PLACES)
    desk.run("import holders -", stdin=HOLDERS)
    return desk


def valid(ran: Ran, name: str) -> Ran:
    """Check an answer against the schema it promises."""
    Draft202012Validator(schema(name)).validate(ran.json)
    return ran


def rows(desk: Desk, line: str, name: str = "items") -> list[dict[str, Any]]:
    """Return the rows of a JSON answer that keeps its schema."""
    return valid(desk.run(f"{line} --format json"), name).rows


def story(desk: Desk, item: str) -> dict[str, Any]:
    """Return an item with its way."""
    shown: dict[str, Any] = valid(desk.run(["item", "show", item, "--format", "json"]), "item").json
    return shown


def one(desk: Desk, line: str) -> dict[str, Any]:
    """Return the only item of a list."""
    (row,) = rows(desk, line)
    return row
