"""A rulebook: everything that belongs to one place and time, read from TOML and checked.

Convention: a problem is a value with the path of the key it is about; `line_of` finds that key's
line in the text. Reading never raises for what a person can write; it returns problems.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from streetchief.locale.text import N_
from streetchief.rulebook.rules.duty import DutyVersion
from streetchief.rulebook.rules.honour import HonourRule
from streetchief.rulebook.rules.list import ListRule
from streetchief.rulebook.rules.post import PostRule
from streetchief.rulebook.rules.project import Limit
from streetchief.rulebook.rules.read_duties import read_duties
from streetchief.rulebook.rules.read_lists import read_documents, read_lists
from streetchief.rulebook.rules.read_posts import read_honours, read_limits, read_posts
from streetchief.rulebook.rules.read_score import ScoreRules, read_score
from streetchief.rulebook.rules.reader import Reader
from streetchief.value import made, value
from streetchief.values.problems import Name, RuleProblem
from streetchief.values.register import PLACE_KINDS

Path = tuple[str | int, ...]

PARTS = (
    "name",
    "zh",
    "en",
    "since",
    "zone",
    "bulletin",
    "roles",
    "kinds",
    "place_kinds",
    "duties",
    "lists",
    "documents",
    "limits",
    "honours",
    "score",
)
"""What this program reads of a rulebook; a word much like one of these is taken for a slip."""


@value
class Role:
    """A role: its names, the kind of place it is held for and the kind of holder."""

    identifier: str
    zh: str
    en: str
    place: str
    holder: str = "person"
    zh_names: tuple[str, ...] = ()


@value
class Kind:
    """A kind of activity: its names and the measures it carries (spots, kilograms, …)."""

    identifier: str
    zh: str
    en: str
    measures: tuple[str, ...] = ()


@value
class Document:
    """A policy document the source names; `issued_on` is None where it has no date (日期不详)."""

    title: str
    category: str
    issued_on: int | None = None
    date_words: str = ""
    source: tuple[int, ...] = ()


@value
class Rulebook:
    """A rulebook that has been read without problems.

    `tables` is the whole TOML document as it was written.
    """

    name: str
    zh: str
    en: str
    since: int
    text: str
    roles: Mapping[str, Role] = made(dict)
    kinds: Mapping[str, Kind] = made(dict)
    place_kinds: Mapping[str, str] = made(dict)
    duties: tuple[DutyVersion, ...] = ()
    posts: tuple[PostRule, ...] = ()
    lists: Mapping[str, ListRule] = made(dict)
    documents: tuple[Document, ...] = ()
    limits: Mapping[str, tuple[Limit, ...]] = made(dict)
    honours: Mapping[str, HonourRule] = made(dict)
    score: ScoreRules = ScoreRules()
    tables: Mapping[str, Any] = made(dict)


def read_rulebook(text: str) -> tuple[Rulebook | None, tuple[RuleProblem, ...]]:
    """Read a rulebook; return it, or None and every problem found."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"\(at line (\d+)", str(error))
        line = int(found[1]) if found else 1
        reason = (("reason", str(error)),)
        return None, (
            RuleProblem(path=(line,), message=N_("This is no TOML: {reason}"), values=reason),
        )
    problems: list[RuleProblem] = []
    root = Reader(tables, (), problems)
    root.likely_keys(*PARTS)
    if not root.text("name"):
        root.complain(N_("Give the rulebook a name."), "name")
    names = root.name()
    since = root.day("since")
    if not root.table.get("since"):
        root.complain(N_("Give the first day it holds, such as 2017-01-01."), "since")
    place_kinds = {key: below.name().zh for key, below in root.below("place_kinds")}
    all_kinds = {**dict.fromkeys(PLACE_KINDS, ""), **place_kinds}
    kinds = {key: _kind(key, below) for key, below in root.below("kinds")}
    posts, wrong_posts = read_posts(tables, place_kinds=all_kinds)
    roles = {key: _role(key, below) for key, below in Reader(tables, (), []).below("roles")}
    duties = read_duties(root, since or 0, roles=roles, kinds=kinds, place_kinds=all_kinds)
    lists, wrong_lists = read_lists(tables, roles=roles, place_kinds=all_kinds)
    limits, wrong_limits = read_limits(tables)
    honours, wrong_honours = read_honours(tables, place_kinds=all_kinds)
    score, wrong_score = read_score(tables, lists=[r.id for r in lists], kinds=kinds)
    problems += (*wrong_posts, *wrong_lists, *wrong_limits, *wrong_honours, *wrong_score)
    documents = tuple(
        Document(
            title=below.text("title"),
            category=below.text("category"),
            issued_on=below.day("issued_on"),
            date_words=below.text("date_words"),
            source=below.rows("source"),
        )
        for below in read_documents(tables, lists, problems)
    )
    if problems:
        return None, tuple(problems)
    rulebook = Rulebook(
        name=root.text("name"),
        zh=names.zh,
        en=names.en,
        since=since or 0,
        text=text,
        roles=roles,
        kinds=kinds,
        place_kinds=all_kinds,
        duties=duties,
        posts=posts,
        lists={rule.id: rule for rule in lists},
        documents=documents,
        limits=limits,
        honours={rule.id: rule for rule in honours},
        score=score,
        tables=tables,
    )
    return rulebook, ()


def read_list_rules(tables: Mapping[str, Any]) -> dict[str, ListRule]:
    """Return the lists of a parsed rulebook, without the rest of it and without its problems.

    For acts that need nothing else of it: a patrol with a finding.

    >>> read_list_rules({})
    {}
    """
    kinds = (*PLACE_KINDS, *_keys(tables, "place_kinds"))
    rules, _problems = read_lists(tables, roles=_keys(tables, "roles"), place_kinds=kinds)
    return {rule.id: rule for rule in rules}


def line_of(text: str, path: Path) -> int:
    """Return the 1-based line of the key at `path`, or of the nearest table that holds it."""
    if len(path) == 1 and isinstance(path[0], int):
        return path[0]
    table: list[str | int] = []
    counts: dict[str, int] = {}
    best, best_depth = 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*(\[+)\s*([^\]]+?)\s*\]+", line)
        if header:
            table = [part.strip().strip("\"'") for part in header[2].split(".")]
            if len(header[1]) == 2:  # [[documents]]: the second of them is documents.1
                counts[header[2]] = counts.get(header[2], -1) + 1
                table.append(counts[header[2]])
            here = table
        else:
            key = re.match(r"\s*([A-Za-z0-9_\-.\"']+)\s*=", line)
            if not key:
                continue
            here = [*table, *(part.strip("\"'") for part in key[1].split("."))]
        depth = min(len(here), len(path))
        if depth > best_depth and here[:depth] == list(path[:depth]):
            best, best_depth = number, depth
    return best


def _role(identifier: str, reader: Reader) -> Role:
    """Read what `read_posts` has checked."""
    names: Name = reader.name()
    return Role(
        identifier=identifier,
        zh=names.zh,
        en=names.en,
        place=reader.text("place"),
        holder=reader.text("holder", "person"),
        zh_names=reader.words("also"),
    )


def _kind(identifier: str, reader: Reader) -> Kind:
    said = reader.read({"measures": Reader.words, "source": Reader.rows})
    name: Name = said["name"]
    return Kind(identifier=identifier, zh=name.zh, en=name.en, measures=said["measures"])


def _keys(tables: Mapping[str, Any], part: str) -> tuple[str, ...]:
    table = tables.get(part)
    return tuple(table) if isinstance(table, Mapping) else ()
