"""What may stand where a value is wanted: streets, people, weeks, items, words of the rulebook.

Convention: what an option or argument wants is what its help calls it, its metavar; without one it
is the option's own name. The tables below say for each such word where its offers come from. The
ledger is only looked at: nothing is waited for, nothing is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from streetchief.cli import session
from streetchief.locale.text import language
from streetchief.value import value
from streetchief.values.register import (
    DEPARTMENT,
    PERSON,
    STREET,
    TOWN,
    VILLAGE,
    ZONE,
    full_place_name,
    town_of,
)

if TYPE_CHECKING:
    from streetchief.ledger.office import Office

Offer: TypeAlias = tuple[str, str]
"""A word that may stand there, and what it means."""


@value
class Asked:
    """What is asked for: the beginning that was typed, and what stands on the line before it.

    `noun` is the first word of the command, `said` the options by name, `taken` the arguments.
    """

    typed: str
    noun: str
    said: Mapping[str, Sequence[str]]
    taken: Sequence[str]

    def last(self, option: str) -> str | None:
        """Return what an option was given, None when it was not."""
        return self.said[option][-1] if self.said.get(option) else None


def wanted_by(param: Any, noun: str) -> list[str]:
    """Return the words that say what an option or argument wants, by the tables of this module.

    `[STREET|NAME]...` wants two things; words in small letters are what may be typed. A noun may
    have its own meaning of a word: the NAME of `street close` is a street's.
    """
    if param.param_type_name == "option" and param.is_flag:
        return []
    named = (max(param.opts, key=len) if param.opts else param.name).strip("-").upper()
    found = []
    for word in re.split(r"[\s|]+", (param.metavar or named).strip("[].")):
        known = (f"{noun} {word}", word, f"{noun} {named}", named)
        found.append(word if word.islower() else next(filter(is_known, known), word))
    return found


def is_known(wanted: str) -> bool:
    """Tell whether a word is in one of the tables, or is itself what may be typed."""
    return any(wanted in table for table in (OFFERED, CHOICES, PATHS, FREE)) or wanted.islower()


def offers_for(wanted: str, asked: Asked) -> Iterator[Offer]:
    """Give what may stand for a word of the tables and begins as was typed."""
    if wanted in CHOICES:
        module, _dot, name = CHOICES[wanted].rpartition(".")
        found: Iterable[Offer] = ((c, "") for c in getattr(import_module(module), name))
    elif wanted in OFFERED:
        with glancing() as office:
            found = list(OFFERED[wanted](office, asked))
    else:
        found = [(wanted, "")] if wanted.islower() else []
    for word, meaning in found:
        if word.startswith(asked.typed):
            yield word, meaning


@contextmanager
def glancing() -> Iterator[Office]:
    """Open the ledger of this call for a look; raises what keeps it from being read at once."""
    from streetchief.ledger.opening import opened_to_glance

    with opened_to_glance(session.ledger_path()) as opened:
        yield session.office_of(opened)


def names_beginning(typed: str, name: str, aliases: Iterable[str] = ()) -> Iterator[str]:
    """Give the names of one thing that begin as was typed: its own, else an alias.

    Shells keep only what begins with the word they have, so initials (yj for 沿江路), once the
    ledger stores them with the name, are to be compared here and answered by the name.
    """
    if name.startswith(typed):
        yield name
    elif typed:
        yield from (alias for alias in aliases if alias.startswith(typed))


def places_of(*kinds: str) -> Callable[[Office, Asked], Iterator[Offer]]:
    """Return the offer of open places of these kinds, of any kind when there are none."""

    def give(office: Office, asked: Asked) -> Iterator[Offer]:
        from streetchief.register.records import find_places
        from streetchief.rulebook.kinds import word

        places = {place.key: place for place in find_places(office.connection)}
        wanted = [
            place
            for place in places.values()
            if (not kinds or place.kind in kinds)
            and (place.closed_on is None or place.closed_on > office.today)
        ]
        within = asked.last("town") if TOWN not in kinds else None
        bearers = Counter(place.name for place in wanted)
        for place in wanted:
            town = town_of(places, place.key)
            if within is not None and (town is None or not town.name.startswith(within)):
                continue
            meaning = town.name if town is not None and town is not place else word(place.kind)
            narrow = within is None and bearers[place.name] > 1
            name = full_place_name(place, town) if narrow else place.name
            for found in names_beginning(asked.typed, name, place.aliases):
                if found not in asked.taken:
                    yield found, meaning

    return give


def holders_of(*kinds: str) -> Callable[[Office, Asked], Iterator[Offer]]:
    """Return the offer of persons, departments or both that are on the register."""

    def give(office: Office, asked: Asked) -> Iterator[Offer]:
        from streetchief.register.records import find_holders
        from streetchief.rulebook.kinds import word

        wanted = [
            holder
            for holder in find_holders(office.connection)
            if holder.kind in kinds
            and (holder.closed_on is None or holder.closed_on > office.today)
        ]
        bearers = Counter(holder.name for holder in wanted)
        for holder in wanted:
            name = holder.name
            if bearers[name] > 1 and holder.unit:
                name = f"{holder.unit}/{name}"
            for found in names_beginning(asked.typed, name, holder.aliases):
                if found not in asked.taken:
                    yield found, holder.unit or word(holder.kind)

    return give


def terms_of(*chapters: str) -> Callable[[Office, Asked], Iterator[Offer]]:
    """Return the offer of what a chapter of the rulebook declares: kinds, roles, duties, …"""

    def give(office: Office, asked: Asked) -> Iterator[Offer]:
        yield from _terms(_chapter(_rulebook(office), *chapters), asked.typed)

    return give


def _rulebook(office: Office) -> Mapping[str, Any]:
    """Return today's rulebook as a table, parsed but not read: half the cost of reading it."""
    import tomllib

    from streetchief.rulebook.records import current_rulebook_text

    return tomllib.loads(current_rulebook_text(office.connection, office.today) or "")


def _chapter(tables: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    for name in names:
        tables = tables.get(name, {})
    return tables


def _terms(declared: Mapping[str, Any], typed: str) -> Iterator[Offer]:
    """Give identifiers to who types letters, Chinese names to who types or reads Chinese."""
    for identifier, table in declared.items():
        zh = table.get("zh") if isinstance(table, Mapping) else None
        named = (zh or identifier, identifier if zh else "")
        known = (identifier, table.get("en", "") if isinstance(table, Mapping) else "")
        if not typed:
            yield named if language() == "zh" else known
        else:
            yield from (offer for offer in (named, known) if offer[0].startswith(typed))


def categories(office: Office, asked: Asked) -> Iterator[Offer]:
    """Give the categories of the list that was said, else of all lists."""
    lists = _chapter(_rulebook(office), "lists")
    said = asked.last("list_")
    declared = [
        table.get("categories", {})
        for identifier, table in lists.items()
        if said is None or said in (identifier, table.get("zh"), table.get("en"))
    ]
    yield from dict.fromkeys(offer for table in declared for offer in _terms(table, asked.typed))


def findings(office: Office, asked: Asked) -> Iterator[Offer]:
    """Give the categories as `--found` wants them, with the colon before the words."""
    yield from ((f"{word}:", meaning) for word, meaning in categories(office, asked))


def stages(office: Office, asked: Asked) -> Iterator[Offer]:
    """Give the stages of the lists."""
    declared = _chapter(_rulebook(office), "lists").values()
    found = (_terms(table.get("stages", {}), asked.typed) for table in declared)
    yield from dict.fromkeys(offer for offers in found for offer in offers)


def duty_fields(office: Office, asked: Asked) -> Iterator[Offer]:
    """Give DUTY.FIELD for every duty and every field of one."""
    from streetchief.rulebook.rules.duty import Duty

    for duty in _chapter(_rulebook(office), "duties"):
        yield from ((f"{duty}.{name}", "") for name in Duty.__annotations__ if name != "name")


def place_kinds(office: Office, asked: Asked) -> Iterator[Offer]:
    """Give the kinds every ledger knows, and the rulebook's own."""
    from streetchief.rulebook.kinds import word
    from streetchief.values.register import PLACE_KINDS

    yield from ((kind, word(kind)) for kind in PLACE_KINDS)
    yield from _terms(_chapter(_rulebook(office), "place_kinds"), asked.typed)


_MOST_ITEMS = 300


def items(office: Office, asked: Asked) -> Iterator[Offer]:
    """Give the open ones of the newest items by number, with their titles."""
    from streetchief.items.lists import find_standing, label, open_lists

    newest = office.connection.execute(
        "SELECT id FROM item ORDER BY id DESC LIMIT ?", (_MOST_ITEMS,)
    )
    lists = open_lists(office)
    for case in find_standing(lists, ids=[row[0] for row in newest]):
        if case.is_open and (name := label(lists, case)) not in asked.taken:
            yield name, case.item.title


def weeks(office: Office, asked: Asked) -> Iterator[Offer]:
    """Give the last eight weeks with their dates, the running one first."""
    from streetchief.days.calendar import day_label, days_of_week, week_label

    for week in range(office.this_week, office.this_week - 8, -1):
        days = days_of_week(week)
        yield week_label(week), f"{day_label(days[0])} – {day_label(days[-1])}"


def months(office: Office, asked: Asked) -> Iterator[Offer]:
    """Give the last twelve months."""
    from streetchief.days.calendar import month_label, month_of

    this = month_of(office.today)
    yield from ((month_label(month), "") for month in range(this, this - 12, -1))


def years(office: Office, asked: Asked) -> Iterator[Offer]:
    """Give this year and the two before."""
    from streetchief.days.calendar import date_of

    this = date_of(office.today).year
    yield from ((str(year), "") for year in range(this, this - 3, -1))


OFFERED: Mapping[str, Callable[[Office, Asked], Iterator[Offer]]] = {
    "STREET": places_of(STREET),
    "TOWN": places_of(TOWN),
    "VILLAGE": places_of(VILLAGE),
    "ZONE": places_of(ZONE),
    "PLACE": places_of(),
    "place NAME": places_of(),
    "place OLD": places_of(),
    "place NEW": places_of(),
    "place KIND": place_kinds,
    "NAME": holders_of(PERSON, DEPARTMENT),
    "HOLDER": holders_of(PERSON, DEPARTMENT),
    "CHIEF": holders_of(PERSON),
    "DEPARTMENT": holders_of(DEPARTMENT),
    "delegate TO": holders_of(PERSON),
    "OLD": holders_of(PERSON, DEPARTMENT),
    "NEW": holders_of(PERSON, DEPARTMENT),
    "WEEK": weeks,
    "MONTH": months,
    "YEAR": years,
    "KIND": terms_of("kinds"),
    "ROLE": terms_of("roles"),
    "DUTY": terms_of("duties"),
    "LIST": terms_of("lists"),
    "HONOUR": terms_of("honours"),
    "LIMIT": terms_of("limits"),
    "DUTY.FIELD": duty_fields,
    "CATEGORY": categories,
    "CATEGORY:TEXT": findings,
    "STAGE": stages,
    "item N": items,
    "form N": items,
}
"""What the ledger knows, by what the help calls it; "noun WORD" where a noun means its own."""

CHOICES: Mapping[str, str] = {
    "FORMAT": "streetchief.cli.catalog.TABLE",
    "NOUN": "streetchief.files.columns.NOUNS",
    "PAPER": "streetchief.boards.pages.boards.PAPERS",
    "REASON": "streetchief.rulebook.rules.duty.REASONS",
    "STATE": "streetchief.items.lookup.STATES",
    "score WHAT": "streetchief.scores.scores.BY",
    "GROUP": "streetchief.activities.lists.PER",
    "item WHAT": "streetchief.items.figures.GROUPINGS",
    "absence KIND": "streetchief.duties.absences.KINDS",
    "holder KIND": "streetchief.values.register.HOLDER_KINDS",
}
"""Words of which one is typed, by where the program keeps them."""

PATHS: Mapping[str, str] = {
    "FILE": "files",
    "PATH": "files",
    "REJECTS": "files",
    "FOLDER": "folders",
}
"""What the shell itself completes."""

FREE = frozenset({
    "ALIAS", "CODE", "DAY", "DIGEST", "ENCODING", "FESTIVAL", "FIELD=VALUE",
    "GRADE", "KEY", "LEAST", "MEASURE=VALUE", "METRES", "MINUTES", "N", "NAME=DAYS",
    "RULEBOOK", "SEED", "SITE", "SPOTS", "TARGET", "TEXT", "THING", "TITLE",
    "TONNES", "UNIT", "VALUE", "WHEN", "YUAN",
})  # fmt: skip
"""What is written freely: nothing is offered."""
