"""A rulebook: everything that belongs to one place and time, read from TOML and checked.

Convention: a problem is a value with the path of the key it is about; `line_of` finds that key's
line in the text. Reading never raises for what a person can write; it returns problems.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from streetchief.domain import calendar
from streetchief.domain.duties import REASONS, Duty, DutyVersion
from streetchief.domain.register import HOLDER_KINDS, PLACE_KINDS

Path = tuple[str | int, ...]

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*\Z")
_DUTY_FIELDS = {f.name for f in fields(Duty)} - {"name"}
_COUNTS = ("required", "max_per_day", "min_gap_hours", "min_minutes", "min_metres", "slack_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleProblem:
    """What is wrong with a rulebook, and where: the path of the key."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role: its names, the kind of place it is held for and the kind of holder."""

    identifier: str
    zh: str
    en: str
    place: str
    holder: str = "person"
    zh_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of activity: its names and the measures it carries (spots, kilograms, …)."""

    identifier: str
    zh: str
    en: str
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """A rulebook that has been read without problems.

    `tables` is the whole TOML document, for the parts that other modules read (lists, honours,
    limits, bulletin, organisation).
    """

    name: str
    zh: str
    en: str
    since: int
    text: str
    roles: Mapping[str, Role] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    place_kinds: Mapping[str, str] = field(default_factory=dict)
    duties: tuple[DutyVersion, ...] = ()
    tables: Mapping[str, Any] = field(default_factory=dict)


def read_rulebook(text: str) -> tuple[Rulebook | None, tuple[RuleProblem, ...]]:
    """Read a rulebook; return it, or None and every problem found."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        line = int(found[1]) if found else 1
        return None, (RuleProblem(path=(line,), message=f"not TOML: {error}"),)
    problems: list[RuleProblem] = []
    name = _text(tables, ("name",), problems)
    zh, en = _names(tables, (), problems)
    since = _day(tables.get("since"), ("since",), problems)
    place_kinds = _place_kinds(tables, problems)
    roles = _roles(tables, place_kinds, problems)
    kinds = _kinds(tables, problems)
    duties = _duties(tables, since, roles, kinds, place_kinds, problems)
    if problems:
        return None, tuple(problems)
    return (
        Rulebook(
            name=name,
            zh=zh,
            en=en,
            since=since,
            text=text,
            roles=roles,
            kinds=kinds,
            place_kinds=place_kinds,
            duties=duties,
            tables=tables,
        ),
        (),
    )


def line_of(text: str, path: Path) -> int:
    """Return the 1-based line of the key at `path`, or of the nearest table that holds it."""
    if len(path) == 1 and isinstance(path[0], int):
        return path[0]
    words = [part for part in path if isinstance(part, str)]
    table: list[str] = []
    best, best_depth = 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
        if header:
            table = [part.strip().strip("\"'") for part in header[1].split(".")]
            here = table
        else:
            key = re.match(r"\s*([A-Za-z0-9_\-.\"']+)\s*=", line)
            if not key:
                continue
            here = [*table, *(part.strip("\"'") for part in key[1].split("."))]
        depth = len(here)
        if depth > best_depth and here == words[:depth]:
            best, best_depth = number, depth
    return best


def field_problem(name: str, value: object) -> str | None:
    """Say in a few words why `value` may not stand in the duty field `name`, None if it may."""
    if name not in _DUTY_FIELDS:
        return "unknown field; known are " + ", ".join(sorted(_DUTY_FIELDS))
    if name in _COUNTS:
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not 0 <= value <= 1_000_000:  # type: ignore[operator]
            return "must be a whole number, 0 or more"
    elif name in ("max_delegated", "backfill_days"):
        whole = isinstance(value, int) and not isinstance(value, bool)
        if value is not None and (not whole or not 0 <= value <= 1_000_000):  # type: ignore[operator]
            return "must be a whole number, 0 or more, or none"
    elif name in ("active", "require_photo"):
        if not isinstance(value, bool):
            return "must be true or false"
    elif name == "partial":
        if value not in ("ceil", "full", "waive"):
            return "must be ceil, full or waive"
    elif name == "period":
        if value not in ("week", "month"):
            return "must be week or month"
    elif name in ("role", "per"):
        if not isinstance(value, str) or not value:
            return "must be a word"
    elif name in ("kinds", "counting_roles", "exempt_reasons"):
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            return "must be a list of words"
        if name == "kinds" and not value:
            return "must name at least one kind"
        unknown = [v for v in value if name == "exempt_reasons" and v not in REASONS]
        if unknown:
            return f"unknown reason {unknown[0]}; known are {', '.join(REASONS)}"
    elif name == "months" and (
        not isinstance(value, list | tuple)
        or not all(isinstance(v, int) and not isinstance(v, bool) and 1 <= v <= 12 for v in value)
    ):
        return "must be a list of months, 1 to 12"
    return None


def duty_fields(fields_: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields as `Duty` holds them: tuples for lists, days for dates."""
    out: dict[str, Any] = {}
    for name, value in fields_.items():
        if isinstance(value, list):
            out[name] = tuple(value)
        elif isinstance(value, date):
            out[name] = calendar.day_of(value)
        else:
            out[name] = value
    return out


def _text(table: Mapping[str, Any], path: Path, problems: list[RuleProblem]) -> str:
    value = table.get(str(path[-1]))
    if not isinstance(value, str) or not value.strip():
        problems.append(RuleProblem(path=path, message="a text is needed here"))
        return ""
    return value


def _names(
    table: Mapping[str, Any], path: Path, problems: list[RuleProblem]
) -> tuple[str, str]:
    zh = _text(table, (*path, "zh"), problems)
    en = table.get("en", zh)
    if not isinstance(en, str):
        problems.append(RuleProblem(path=(*path, "en"), message="must be a text"))
        en = ""
    return zh, en


def _day(value: object, path: Path, problems: list[RuleProblem]) -> int:
    if isinstance(value, date) and not isinstance(value, datetime):
        return calendar.day_of(value)
    problems.append(RuleProblem(path=path, message="a date is needed here, such as 2017-01-01"))
    return 0


def _table(
    tables: Mapping[str, Any], name: str, problems: list[RuleProblem]
) -> dict[str, dict[str, Any]]:
    table = tables.get(name, {})
    if not isinstance(table, dict):
        problems.append(RuleProblem(path=(name,), message="must be a table"))
        return {}
    out = {}
    for identifier, value in table.items():
        if not isinstance(value, dict):
            problems.append(RuleProblem(path=(name, identifier), message="must be a table"))
        elif not _IDENTIFIER.match(identifier):
            problems.append(
                RuleProblem(
                    path=(name, identifier),
                    message="an identifier is small letters, digits and underscores",
                )
            )
        else:
            out[identifier] = value
    return out


def _place_kinds(tables: Mapping[str, Any], problems: list[RuleProblem]) -> dict[str, str]:
    kinds = dict.fromkeys(PLACE_KINDS, "")
    for identifier, table in _table(tables, "place_kinds", problems).items():
        kinds[identifier] = _names(table, ("place_kinds", identifier), problems)[0]
    return kinds


def _roles(
    tables: Mapping[str, Any], place_kinds: Mapping[str, str], problems: list[RuleProblem]
) -> dict[str, Role]:
    roles = {}
    for identifier, table in _table(tables, "roles", problems).items():
        path: Path = ("roles", identifier)
        zh, en = _names(table, path, problems)
        place, holder = table.get("place", ""), table.get("holder", "person")
        if place not in place_kinds:
            problems.append(
                RuleProblem(path=(*path, "place"), message=f"unknown kind of place: {place}")
            )
        if holder not in HOLDER_KINDS:
            problems.append(
                RuleProblem(path=(*path, "holder"), message="must be person or department")
            )
        also = table.get("also", [])
        if not isinstance(also, list) or not all(isinstance(name, str) for name in also):
            problems.append(RuleProblem(path=(*path, "also"), message="must be a list of names"))
            also = []
        roles[identifier] = Role(
            identifier=identifier,
            zh=zh,
            en=en,
            place=str(place),
            holder=str(holder),
            zh_names=tuple(also),
        )
    return roles


def _kinds(tables: Mapping[str, Any], problems: list[RuleProblem]) -> dict[str, Kind]:
    kinds = {}
    for identifier, table in _table(tables, "kinds", problems).items():
        path: Path = ("kinds", identifier)
        zh, en = _names(table, path, problems)
        measures = table.get("measures", [])
        if not isinstance(measures, list) or not all(isinstance(m, str) for m in measures):
            problems.append(
                RuleProblem(path=(*path, "measures"), message="must be a list of words")
            )
            measures = []
        kinds[identifier] = Kind(identifier=identifier, zh=zh, en=en, measures=tuple(measures))
    return kinds


def _duties(
    tables: Mapping[str, Any],
    since: int,
    roles: Mapping[str, Role],
    kinds: Mapping[str, Kind],
    place_kinds: Mapping[str, str],
    problems: list[RuleProblem],
) -> tuple[DutyVersion, ...]:
    versions = []
    for identifier, table in _table(tables, "duties", problems).items():
        path: Path = ("duties", identifier)
        began = since
        wanted: dict[str, Any] = {}
        for name, value in table.items():
            if name in ("zh", "en", "note", "source"):
                continue
            if name == "since":
                began = _day(value, (*path, name), problems)
            elif name == "until":
                wanted[name] = _day(value, (*path, name), problems)
            elif (problem := field_problem(name, value)) is not None:
                problems.append(RuleProblem(path=(*path, name), message=problem))
            else:
                wanted[name] = value
        for needed in ("role", "per", "required"):
            if needed not in table:
                problems.append(RuleProblem(path=path, message=f"{needed} is missing"))
        for name, known, what in (
            ("role", roles, "role"),
            ("counting_roles", roles, "role"),
            ("kinds", kinds, "kind of activity"),
        ):
            value = wanted.get(name, [])
            for word in [value] if isinstance(value, str) else value:
                if word not in known:
                    problems.append(
                        RuleProblem(path=(*path, name), message=f"unknown {what}: {word}")
                    )
        per = wanted.get("per")
        if per is not None and per != "holder" and per not in place_kinds:
            problems.append(
                RuleProblem(
                    path=(*path, "per"), message=f"must be holder or a kind of place, not {per}"
                )
            )
        versions.append(DutyVersion(name=identifier, since=began, fields=duty_fields(wanted)))
    return tuple(versions)
