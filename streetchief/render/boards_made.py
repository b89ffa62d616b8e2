"""The boards that were made, and which of them to hang anew.

Convention: without being asked for all of them, only those whose facts have changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.domain import calendar
from streetchief.locale.text import gettext as _
from streetchief.render.board_words import KIND_WORDS
from streetchief.render.table import Column, Table
from streetchief.service.boards import MadeBoard


def boards_table(made: Sequence[MadeBoard], *, everything: bool) -> Table:
    """Return the boards whose facts have changed since they were made, or all of them."""
    rows = [board for board in made if everything or board.stale]
    return Table(
        name="board",
        columns=(
            Column(key="number", title=_("No."), kind="number"),
            Column(key="board", title=_("Board"), show=_kind),
            Column(key="place", title=_("Place"), show=lambda name: name or _("all towns")),
            Column(key="made_at", title=_("Made")),
            Column(key="path", title=_("File")),
            Column(key="state", title=_("State"), show=_state),
        ),
        rows=tuple(
            (
                board.row.id,
                board.row.kind,
                board.place.name if board.place else None,
                calendar.at_label(board.made_at),
                board.row.path,
                "gone" if board.gone else "stale" if board.stale else "current",
            )
            for board in rows
        ),
        title=_("Boards that were made") if everything else _("Boards to make anew"),
        empty=_("No board was made yet.") if not made else _("Every board is as the facts are."),
        tones=tuple("warn" if board.stale else "" for board in rows) if rows else (),
        names=2,
    )


def _kind(kind: str) -> str:
    return _(KIND_WORDS[kind]) if kind in KIND_WORDS else kind


def _state(state: str) -> str:
    return {
        "stale": _("its facts have changed"),
        "gone": _("its place is gone"),
        "current": _("as the facts are"),
    }[state]
