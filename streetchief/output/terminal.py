"""Tables on a terminal, drawn by rich.

The convention to know: words reach rich only as `Text`, never as a string it might take for
markup. Colour repeats what the symbol already says, and rich leaves it out for NO_COLOR and
TERM=dumb. Words that do not fit are folded, never cut; a terminal too narrow for the columns gets
each row as a list of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from streetchief.output.table import Shown, Table, show
from streetchief.output.width import width as width_of

if TYPE_CHECKING:
    from rich.console import Console

STYLES = {
    "alarm": "bold white on red",
    "bad": "bold red",
    "warn": "yellow",
    "good": "green",
    "quiet": "dim",
    "": "",
}
_NARROWEST = 8  # columns below which folded Chinese becomes a ladder of single characters


def print_table(table: Table, stream: TextIO, width: int | None = None) -> None:
    """Print the table; `width` in columns, the terminal's own unless given."""
    from rich.text import Text

    console = _console(stream, width)
    shown = show(table)
    tones: Sequence[str] = table.tones or [""] * len(shown.rows)
    if shown.title:
        console.print(Text(shown.title, style="bold"))
    if shown.rows:
        if _needed(shown) <= console.width:
            _print_columns(console, shown, tones)
        else:
            _print_lists(console, shown, tones, table.names + (1 if table.tones else 0))
    for note in shown.notes:
        console.print(Text(note, overflow="fold"))


def _console(stream: TextIO, width: int | None) -> Console:
    from rich.console import Console

    class Plainspoken(Console):
        def on_broken_pipe(self) -> None:
            raise  # rich would end the process; `output` knows what was saved

    return Plainspoken(file=stream, width=width, markup=False, emoji=False, highlight=False)


def _needed(shown: Shown) -> int:
    """Count the columns below which folding no longer reads well; numbers are never folded."""
    needed = 0
    for column, side in zip(zip(shown.titles, *shown.rows, strict=True), shown.sides, strict=True):
        natural = max(map(width_of, column))
        needed += 2 + (natural if side == "right" else min(natural, _NARROWEST))
    return needed


def _print_columns(console: Console, shown: Shown, tones: Sequence[str]) -> None:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for title, side in zip(shown.titles, shown.sides, strict=True):
        grid.add_column(Text(title), justify=side, overflow="fold", no_wrap=side == "right")
    for row, tone in zip(shown.rows, tones, strict=True):
        grid.add_row(*map(Text, row), style=STYLES[tone])
    console.print(grid)


def _print_lists(console: Console, shown: Shown, tones: Sequence[str], names: int) -> None:
    """Print each row as its first `names` cells (symbol and name), then a line for each other."""
    from rich.table import Table as Grid
    from rich.text import Text

    for row, tone in zip(shown.rows, tones, strict=True):
        heading = " ".join(filter(None, row[:names]))
        console.print(Text(heading, style=STYLES[tone] or "bold", overflow="fold"))
        grid = Grid.grid(padding=(0, 1))
        grid.add_column(overflow="fold", no_wrap=True)
        grid.add_column(overflow="fold")
        for title, words in zip(shown.titles[names:], row[names:], strict=True):
            grid.add_row(Text(f"  {title}"), Text(words))
        console.print(grid)
