"""One call of the program: which ledger, which language, what time it is.

Convention: options stand before the environment, the environment before the ledger's own setting,
that before the locale. Commands open the office through `reading` or `writing` and nothing else.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from streetchief.cli import clock
from streetchief.days.clock import Sense
from streetchief.days.spoken import NotADate, When, read_moment
from streetchief.days.spoken import read_day as read_spoken_day
from streetchief.errors import BadUsage, StorageFault, StreetchiefError
from streetchief.ledger.office import Office, known_then
from streetchief.ledger.opening import (
    Opened,
    explain_failure,
    opened_to_check,
    opened_to_read,
    opened_to_write,
)
from streetchief.locale import text
from streetchief.locale.text import gettext as _


class Session:
    """What the options of this call said."""

    __slots__ = ("db", "lang", "saves")

    def __init__(self) -> None:
        self.saves = False
        self.db: str | None = None
        self.lang: str | None = None


_session = Session()


def begin(args: Sequence[str]) -> None:
    """Start a call: forget the one before and choose the language of its first words."""
    global _session
    _session = Session()
    said = next((args[i + 1] for i, a in enumerate(args[:-1]) if a == "--lang"), "")
    said = next((a[7:] for a in args if a.startswith("--lang=")), said)
    chosen = said if said in ("zh", "en") else _environment_language()
    text.use(_language(chosen) if chosen else text.language_of_locale(os.environ))


def begin_command(*, saves: bool) -> None:
    """Remember what kind of command this call came to."""
    _session.saves = saves


def saves() -> bool:
    """Tell whether the command of this call is one that saves."""
    return _session.saves


def _language(name: str) -> text.Language:
    return "en" if name == "en" else "zh"


def _environment_language() -> str:
    said = os.environ.get("STREETCHIEF_LANG", "").strip().lower().replace("-", "_")
    return said[:2] if said[:2] in ("zh", "en") else ""


def choose_ledger(ctx: Any, param: Any, value: str | None) -> None:
    """Take --db, wherever in the call it stands."""
    if value is not None:
        _session.db = value


def choose_language(ctx: Any, param: Any, value: str | None) -> None:
    """Take --lang, wherever in the call it stands."""
    if value is None:
        return
    if value not in ("zh", "en"):
        raise BadUsage(_("There is no language {name}.").format(name=value), "--lang zh|en")
    _session.lang = value
    text.use(_language(value))


def chosen_language() -> str | None:
    """Return the language that --lang or the environment asks for, None when neither does."""
    return _session.lang or _environment_language() or None


def ledger_path() -> Path:
    """Return the ledger's path: --db, else STREETCHIEF_DB, else the user's data folder."""
    said = _session.db if _session.db is not None else os.environ.get("STREETCHIEF_DB", "")
    if not said and _session.db is None:
        from platformdirs import user_data_path

        return user_data_path("streetchief", appauthor=False) / "ledger.db"
    if not said.strip() or said == ":memory:" or said.startswith("file:") or "\0" in said:
        raise StorageFault(
            _("{path} is not the path of a file.").format(path=repr(said)),
            _("Name the ledger file with --db or STREETCHIEF_DB."),
            effect=_("Nothing was changed."),
        )
    return Path(said).expanduser()


def chosen_by() -> str:
    """Return what said where the ledger lies: --db, STREETCHIEF_DB, or `default`."""
    if _session.db is not None:
        return "--db"
    return "STREETCHIEF_DB" if os.environ.get("STREETCHIEF_DB") else "default"


def office_of(opened: Opened, as_of: str | None = None) -> Office:
    """Return the office of an open ledger at this moment."""
    zone = opened.settings.get("zone", clock.CHINA)
    now, utc, by_hand = clock.read_clock(zone)
    to_local = clock.utc_to_local(zone)
    known_at = None
    if as_of is not None:
        known_at = clock.local_to_utc(zone, moment_of_knowledge(as_of, now))
    office = Office(
        ledger=opened.ledger,
        now=now,
        utc=utc,
        actor=actor(),
        clock_set=by_hand,
        utc_to_local=to_local,
        as_of=known_at,
    )
    return known_then(office)


def moment_of_knowledge(said: str, now: int) -> int:
    """Return the local second up to which `--as-of` sees: a day means its whole day."""
    at = read_at(said, now)
    return at.at + (0 if at.has_time else 86_399)


def actor() -> str:
    """Return who is typing, as far as the machine knows."""
    for name in ("STREETCHIEF_ACTOR", "USER", "USERNAME", "LOGNAME"):
        said = os.environ.get(name, "").strip()
        if said:
            return "".join(c for c in said if c.isprintable())[:80]
    return ""


@contextmanager
def reading(as_of: str | None = None) -> Iterator[Office]:
    """Open the ledger to read from it."""
    with opened_to_read(ledger_path()) as opened:
        _speak(opened.settings)
        yield office_of(opened, as_of)


@contextmanager
def writing() -> Iterator[Office]:
    """Open the ledger to write to it."""
    with opened_to_write(ledger_path()) as opened:
        _speak(opened.settings)
        yield office_of(opened)


@contextmanager
def checking() -> Iterator[Opened]:
    """Open a ledger that may be damaged, for `verify`."""
    with opened_to_check(ledger_path()) as opened:
        _speak(opened.settings)
        yield opened


def explain(error: Exception) -> StreetchiefError | None:
    """Return what to say of a failure nobody foresaw; None when it must not be hidden."""
    try:
        path = ledger_path()
    except StreetchiefError:
        return None
    return explain_failure(error, path)


def _speak(settings: Mapping[str, str]) -> None:
    if _session.lang is None and not _environment_language() and "lang" in settings:
        text.use(_language(settings["lang"]))


def read_at(said: str, now: int, office: Office | None = None) -> When:
    """Read a moment a person typed; raises `BadUsage` (exit 2) when it cannot be read."""
    try:
        return read_moment(said, now=now, utc_to_local=office.utc_to_local if office else None)
    except NotADate as error:
        _unreadable(error, said)


def read_day(said: str, now: int, sense: Sense = "past") -> int:
    """Read a day a person typed; raises `BadUsage` (exit 2) when it cannot be read.

    `sense` says whether it speaks of the past, of a plan, or of when something is due.
    """
    try:
        return read_spoken_day(said, now=now, sense=sense)
    except NotADate as error:
        _unreadable(error, said)


def _unreadable(error: NotADate, said: str) -> NoReturn:
    raise BadUsage(
        _("{text} cannot be read as a date.").format(text=said),
        _("Nothing was saved."),
        effect=_(error.reason),
    ) from None


def is_terminal() -> bool:
    """Tell whether a person looks at standard output."""
    return sys.stdout is not None and sys.stdout.isatty()
