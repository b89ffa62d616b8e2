"""Boards that hang on the wall: put together from facts, remembered when made, found when stale.

Convention: a board is remembered by what was asked for and the digest of its content; it is stale
when the same question now has another content (`boards.rules`). Printing one without a file
remembers nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from streetchief.boards.chart import ChartBoard, chart_board
from streetchief.boards.contests import ContestsBoard, contests_board
from streetchief.boards.duties import DutiesBoard, duties_board
from streetchief.boards.org import OrgBoard, org_board
from streetchief.boards.projects import ProjectsBoard, Wall, projects_board
from streetchief.boards.records import BoardRow, find_boards
from streetchief.boards.rule_board import RulesBoard, rules_board
from streetchief.boards.rules import (
    CHART,
    CONTESTS,
    DUTIES,
    KINDS,
    ORG,
    PROJECTS,
    RULES,
    SIGN,
    content_digest,
)
from streetchief.boards.sign import SignBoard, sign_board, sign_kind
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting
from streetchief.ledger.opening import find_settings
from streetchief.papers.records import find_head
from streetchief.papers.rules.report import Receipt
from streetchief.register.names import resolve_place
from streetchief.register.records import find_places
from streetchief.rulebook.rules.duty import Duty
from streetchief.value import replace, value
from streetchief.values.register import TOWN, Place

Options = Mapping[str, int]


Body = OrgBoard | DutiesBoard | RulesBoard | ProjectsBoard | ContestsBoard | SignBoard | ChartBoard


@value
class Board:
    """A board ready to be drawn: `receipt` is the head of the facts it was made from, `made_at`
    local seconds, `number` its record when it was remembered."""

    kind: str
    place: Place | None
    body: Body
    digest: str
    receipt: Receipt
    made_at: int
    number: int | None = None


@value
class MadeBoard:
    """A board as remembered; `stale` when its facts have changed since, `gone` when its place has
    no such board any more."""

    row: BoardRow
    place: Place | None
    made_at: int
    stale: bool
    gone: bool = False


def print_board(
    office: Office,
    kind: str,
    *,
    options: Options,
    place: str | None = None,
    within: str | None = None,
) -> Board:
    """Put a board together without remembering it; raises `Refused` for an unknown place."""
    with reading(office.ledger):
        where = _place(office, kind, place, within)
        return _board(office, kind, where, options)


def make_board(
    office: Office,
    kind: str,
    path: str,
    *,
    options: Options,
    place: str | None = None,
    within: str | None = None,
) -> Board:
    """Put a board together and remember that it was made to `path`.

    The receipt on it is the head before this entry: that of the facts it shows.
    """
    with acting(office, "board") as entry:
        where = _place(office, kind, place, within)
        board = _board(office, kind, where, options)
        number = entry.add(
            "board",
            {
                "kind": kind,
                "place": where.key if where else None,
                "options": json.dumps(dict(options), sort_keys=True),
                "digest": board.digest,
                "path": path,
            },
        )
        return replace(board, number=number)


def list_boards(office: Office) -> tuple[MadeBoard, ...]:
    """Return the last board made to each path, and whether its facts have changed since."""
    made = []
    with reading(office.ledger) as connection:
        for row in find_boards(connection):
            places = find_places(connection, among=[row.place]) if row.place is not None else []
            place = places[0] if places else None
            gone = row.kind not in KINDS or (row.place is not None and place is None)
            digest = ""
            if not gone:
                digest = content_digest(_body(office, row.kind, place, row.options))
            made.append(
                MadeBoard(
                    row=row,
                    place=place,
                    made_at=office.utc_to_local(row.made_at),
                    stale=digest != row.digest,
                    gone=gone,
                )
            )
    return tuple(made)


def _place(office: Office, kind: str, said: str | None, within: str | None) -> Place | None:
    """Return the street of a sign, else the town named, else the ledger's own, else None."""
    if kind == SIGN:
        kind_of_place = sign_kind(office)
        return resolve_place(office.connection, said or "", kinds=(kind_of_place,), within=within)
    own = said or find_settings(office.connection, office.ledger.site).get("town")
    return None if own is None else resolve_place(office.connection, own, kinds=(TOWN,))


def _board(
    office: Office,
    kind: str,
    place: Place | None,
    options: Options,
) -> Board:
    body = _body(office, kind, place, options)
    return Board(
        kind=kind,
        place=place,
        body=body,
        digest=content_digest(body),
        receipt=find_head(office.connection, office.ledger.site),
        made_at=office.now,
    )


def _body(
    office: Office,
    kind: str,
    place: Place | None,
    options: Options,
) -> Body:
    if kind == ORG:
        return org_board(office, place)
    if kind == DUTIES:
        return duties_board(office, place)
    if kind == RULES:
        return rules_board(office, place)
    if kind == PROJECTS:
        return projects_board(Wall(office, place))
    if kind == CONTESTS:
        return contests_board(office, place, options)
    if kind == CHART:
        return chart_board(office, place, weeks=options.get("weeks"), year=options.get("year"))
    assert kind == SIGN
    assert place is not None
    return sign_board(office, place)


def basis_of(body: Body) -> tuple[Duty, ...]:
    """Return the duties whose fields differ from the default on a board that shows verdicts."""
    if isinstance(body, ChartBoard):
        return body.heat.duties
    return body.streets.duties if isinstance(body, ContestsBoard) else ()
