"""One call of the program: which ledger, which language, what time it is.

Convention: options stand before the environment, the environment before the ledger's own setting,
that before the locale. Commands open the office through `reading` or `writing` and nothing else.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

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

if TYPE_CHECKING:
    from streetchief.output.table import Table


class Asked:
    """What the shared options of this call said (`catalog.SHARED`), and which verb was typed.

    Nothing said is None, False or an empty list. `format` is the one meant, whether `--format` or
    the file's ending says it; `output` is None for standard output.
    """

    verb: str = ""
    town: str | None = None
    week: str | None = None
    month: str | None = None
    year: str | None = None
    since: str | None = None
    until: str | None = None
    on: str | None = None
    first_off: str = ""
    ends: str | None = None
    opened_on: str | None = None
    closed_on: str | None = None
    due: str | None = None
    reply_by: str | None = None
    kind: str | None = None
    list_: str | None = None
    category: str | None = None
    place: str | None = None
    street: str | None = None
    person: str | None = None
    holder: str | None = None
    joint: Sequence[str] = ()
    by: str | None = None
    with_: Sequence[str] = ()
    found_by: str | None = None
    approved_by: str | None = None
    stage: str | None = None
    state: str | None = None
    reached: str | None = None
    amount: Sequence[str] = ()
    fields: Sequence[str] = ()
    cleared: bool = False
    evidence: Sequence[str] = ()
    note: str | None = None
    why: str | None = None
    text: str | None = None
    key: str | None = None
    name: str | None = None
    alias: Sequence[str] = ()
    code: str | None = None
    parent: str | None = None
    village: str | None = None
    zone: str | None = None
    unit: str | None = None
    title: str | None = None
    grade: str | None = None
    honour: str | None = None
    role: str | None = None
    weeks: int | None = None
    size: str | None = None
    all_: bool = False
    ascii: bool = False
    exit_code: bool = False
    send: Sequence[str] = ()
    dry_run: bool = False
    as_of: str | None = None
    format: str | None = None
    output: str | None = None
    bom: bool = False

    def given(self, *names: str) -> dict[str, Any]:
        """Return those of the options that were given, by their names."""
        said = {name: getattr(self, name) for name in names}
        return {name: value for name, value in said.items() if value is not None}


class Session:
    """What the options of this call said."""

    __slots__ = ("asked", "db", "lang", "saves")

    def __init__(self) -> None:
        self.saves = False
        self.db: str | None = None
        self.lang: str | None = None
        self.asked = Asked()


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


def take(verb: str, said: dict[str, Any], formats: Sequence[str], words: dict[str, Any]) -> None:
    """Take what the shared options said, and refuse a way out that is none before anything is done.

    `formats` are what the command writes; `words` are the rest of the call, among which are the
    files it reads.
    """
    asked = _session.asked = Asked()
    asked.verb = verb
    for name, value in said.items():
        setattr(asked, name, value)
    if asked.output == "-":
        asked.output = None
    if asked.format is None and asked.output is None:
        return
    from streetchief.output.way_out import check_extra, chosen_format, texts_of

    asked.format = chosen_format(asked.format, asked.output, formats)
    check_extra(asked.format)
    if asked.output is not None:
        from streetchief.output.stream import check_place

        check_written(asked.output, texts_of({**words, "evidence": asked.evidence}))
        check_place(asked.output)


def check_written(path: str, read: Iterable[str]) -> None:
    """Refuse to write onto the ledger, what belongs to it, or one of the files that are read."""
    from streetchief.files.attachments import files_folder
    from streetchief.output.way_out import check_target

    ledger = ledger_path()
    check_target(path, str(ledger), str(files_folder(ledger)), read)


def asked() -> Asked:
    """Return what the shared options of this call said."""
    return _session.asked


def put(
    words: Callable[[], str] | None = None,
    table: Callable[[], Table] | None = None,
    others: Mapping[str, Callable[[], str | bytes]] = MappingProxyType({}),
    *,
    saved: str = "",
) -> None:
    """Write what a command has to say, the one way out of every command.

    `words` are what it says to people: unasked, and as plain text. `table` is the same as a table,
    `others` are the formats it makes itself; `saved` says what was saved before.
    """
    said = _session.asked
    if words is not None and said.format is None:
        from streetchief.output.stream import emit

        emit(words(), said.output, saved=saved)
        return
    from streetchief.output.way_out import write

    if words is not None:
        others = {"plain": words, **others}
    write(said.format, said.output, table, others, bom=said.bom, saved=saved)


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
def reading() -> Iterator[Office]:
    """Open the ledger to read from it, as it was known at `--as-of`."""
    with opened_to_read(ledger_path()) as opened:
        _speak(opened.settings)
        yield office_of(opened, _session.asked.as_of)


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
        _("{text} cannot be read as a date.").format(text=said), _(error.reason)
    ) from None


def is_terminal() -> bool:
    """Tell whether a person looks at standard output."""
    return sys.stdout is not None and sys.stdout.isatty()
