"""Find what a person means by the name they typed, among the names the register holds.

The convention to know: names are compared *folded* (Unicode NFKC, case-folded, without spaces and
invisible marks) and kept as they were written. Candidates are looked at in tiers, the surest
first; the first tier that has any decides, and two in it are ambiguous. Nothing is ever guessed
across tiers and nothing is created: no match is an answer too, with the near names beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Literal
from unicodedata import normalize

from streetchief.value import value

How = Literal["code", "exact", "alias", "suffix_free", "prefix", "initials"]
Initials = Callable[[str], str]

SLASHES = 5
"""More than this many are no name with its town."""
NEAR_MOST = 5
NEAR_LENGTH = 64
"""Near names are sought for this many characters of what was typed; longer is no name."""
NEAR_RATIO = 0.5
"""One character of two is near enough to be offered (横路 for 横街); offered is not taken."""

_INVISIBLE = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065),
     *range(0x2066, 0x206A), 0xFEFF)
)  # fmt: skip
"""Marks nobody sees. A table, since every command would pay for compiling a pattern."""
_MIDDLE_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅", "·"))

# Endings that people leave off or exchange, by kind of place. The endings in one group say the same
# thing (大皿村 and 大皿村委会); endings of two groups tell two things apart (横街 and 横路).
_ENDINGS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "county": (("县",), ("区",), ("市",)),
    "town": (
        ("镇", "镇政府", "镇人民政府"),
        ("乡", "乡政府", "乡人民政府"),
        ("街道", "街道办", "街道办事处"),
    ),
    "village": (
        ("村", "村委会", "村村委会", "村民委员会", "村村民委员会"),
        ("社区", "居委会", "社区居委会", "居民委员会", "社区居民委员会"),
    ),
    "zone": (("片", "片区"),),
    "street": (("街",), ("大街",), ("路",), ("巷",), ("弄",), ("大道",)),
    "person": (),
    "department": (),
}


@value
class Named:
    """A thing of the register as far as its name goes.

    `qualifier` is what stands before the slash: the town of a street or village, the unit of a
    person. `kind` (county, town, village, street, zone, person, department) says which endings may
    be left off; without it those of every place may.
    """

    key: int
    name: str
    qualifier: str = ""
    code: str | None = None
    aliases: tuple[str, ...] = ()
    kind: str = ""

    @property
    def full_name(self) -> str:
        """The name with its qualifier, as it can be typed: 双峰乡/横街."""
        return f"{self.qualifier}/{self.name}" if self.qualifier else self.name


@value
class Match:
    """What was found: the best tier, how it was found, and near names when there was none."""

    found: tuple[Named, ...] = ()
    near: tuple[Named, ...] = ()
    how: How | None = None


class Unknown(ValueError):
    """Nothing bears the name; `near` holds what it may have been."""

    def __init__(
        self, text: str, what: str = "", within: str | None = None, near: tuple[Named, ...] = ()
    ) -> None:
        super().__init__(f"no {what or 'name'} is called {text}")
        self.text = text
        self.what = what
        self.within = within
        self.near = near


class Ambiguous(ValueError):
    """Several things bear the name equally well; `found` holds them all."""

    def __init__(
        self, text: str, what: str = "", within: str | None = None, found: tuple[Named, ...] = ()
    ) -> None:
        super().__init__(f"{len(found)} of {what or 'these'} are called {text}")
        self.text = text
        self.what = what
        self.within = within
        self.found = found


def fold(text: str) -> str:
    """Give the form of a name that is compared, never stored.

    Width, case, spaces, invisible marks and the sort of middle dot do not tell names apart.

    >>> fold("\\uff28igh  Street ") == fold("high\\u200bstreet")
    True
    >>> fold("横　街")
    '横街'
    """
    if text.isascii():
        return "".join(text.split()).lower()
    seen = "".join(normalize("NFKC", text).split()).translate(_INVISIBLE)
    bare = seen.casefold().translate(_MIDDLE_DOTS)
    return normalize("NFKC", bare)


def match(
    text: str,
    candidates: Iterable[Named],
    *,
    within: str | None = None,
    initials: Initials | None = None,
) -> Match:
    """Match what was typed with the candidates: the best tier, or the near names.

    The tiers: code, exact name, alias, name without its ending (大皿 or 大皿村 for 大皿村村委会),
    beginning of a name, pinyin initials (`initials` gives those of a name, or "" where it cannot).
    A name typed letter for letter as it is stored is found before one that only folds to the same.
    `within` narrows to candidates whose qualifier matches it by the same tiers, and so does
    `town/street` or `unit/name` in the text itself; a name that holds a slash is found as it is
    before the slash is read as one. A qualifier that fits two places leaves both in.

    Source: docs/import.md, "Names".

    >>> street = Named(key=1, name="横街", qualifier="双峰乡", kind="street")
    >>> other = Named(key=2, name="横街", qualifier="玉山镇", kind="street")
    >>> len(match("横街", [street, other]).found)
    2
    >>> match("双峰／横街", [street, other]).found == (street,)
    True
    >>> match("横", [other], within="玉山").how
    'suffix_free'
    >>> [near.name for near in match("横路", [other]).near]
    ['横街']
    """
    pool = tuple(candidates)
    wanted = fold(text)
    if not wanted:
        return Match()
    inside = pool if within is None or not fold(within) else _qualified(within, pool, initials)
    how, found = _best(text, inside, initials)
    # A name may hold a slash itself, so each is tried as the one that parts it from its qualifier.
    parts = normalize("NFKC", text).split("/") if 0 < wanted.count("/") <= SLASHES else []
    for at in range(len(parts) - 1, 0, -1):
        if found:
            break
        qualifier, name = "/".join(parts[:at]), "/".join(parts[at:])
        meant = _qualified(qualifier, inside, initials) if fold(qualifier) else inside
        how, found = _best(name, meant, initials)
    if found:
        return Match(found=found, how=how)
    return Match(near=_near(fold(parts[-1] if parts else text) or wanted, inside, pool))


def pick(
    text: str,
    candidates: Iterable[Named],
    what: str = "",
    within: str | None = None,
    *,
    initials: Initials | None = None,
) -> Named:
    """Give the one candidate that is meant.

    `what` is a word for the candidates ("street"), kept in the error. Raises Unknown with the near
    names when none matches, Ambiguous with all of them when two or more match equally well.

    >>> pick("新渥", [Named(key=7, name="新渥街道", kind="town")]).key
    7
    >>> pick("新窝", [Named(key=7, name="新渥街道", kind="town")])
    Traceback (most recent call last):
    streetchief.values.names.Unknown: no name is called 新窝
    """
    answer = match(text, candidates, within=within, initials=initials)
    if not answer.found:
        raise Unknown(text, what, within, answer.near)
    if len(answer.found) > 1:
        raise Ambiguous(text, what, within, answer.found)
    return answer.found[0]


def same_code(one: str, other: str) -> bool:
    """Tell whether two division codes name one place.

    Lists write a town with 9 digits or with three zeros after them, a county with 6 or 12.

    >>> same_code("330727001", "330727001000"), same_code("330727001", "330727001204")
    (True, False)
    """
    return _short_code(fold(one)) == _short_code(fold(other))


def _short_code(code: str) -> str:
    if len(code) == 12 and code.isascii() and code.isdigit() and code.endswith("000"):
        code = code[:9]
        if code.endswith("000"):
            code = code[:6]
    return code


def _best(
    text: str, pool: Sequence[Named], initials: Initials | None
) -> tuple[How | None, tuple[Named, ...]]:
    """Give the surest tier that has any candidate, and those candidates once each."""
    how: How
    for how, found in _tiers(text, pool, initials):
        if found:
            return how, tuple({named.key: named for named in reversed(found)}.values())[::-1]
    return None, ()


def _tiers(
    text: str, pool: Sequence[Named], initials: Initials | None
) -> Iterable[tuple[How, list[Named]]]:
    """Work the tiers out one after the other: what decides first is all that is paid for."""
    yield "code", [named for named in pool if named.code == text]
    yield "exact", [named for named in pool if named.name == text]
    wanted = fold(text)
    if not wanted:
        return
    folded = [(named, fold(named.name)) for named in pool]
    code = _short_code(wanted)
    yield (
        "code",
        [named for named in pool if named.code and _short_code(fold(named.code)) == code],
    )
    yield "exact", [named for named, name in folded if name == wanted]
    said = folded + [(named, fold(alias)) for named in pool for alias in named.aliases]
    aliases = said[len(folded) :]
    yield "alias", [named for named, name in aliases if name == wanted]
    # What is left off stands at the end, so from here on the beginnings are the same.
    alike = [(named, name) for named, name in said if name and name[0] == wanted[0]]
    yield "suffix_free", [n for n, name in alike if _same_stem(wanted, name, n.kind)]
    yield "prefix", [named for named, name in alike if name.startswith(wanted)]
    if initials is not None and wanted.isascii() and wanted.isalpha():
        yield "initials", [n for n, name in said if _has_initials(wanted, name, n.kind, initials)]


def _qualified(text: str, pool: Sequence[Named], initials: Initials | None) -> tuple[Named, ...]:
    """Keep the candidates whose qualifier is the one meant by `text`."""
    written = list(dict.fromkeys(named.qualifier for named in pool if named.qualifier))
    names = [Named(key=at, name=name) for at, name in enumerate(written)]
    _, found = _best(text, names, initials)
    meant = {named.name for named in found}
    return tuple(named for named in pool if named.qualifier in meant)


def _same_stem(wanted: str, name: str, kind: str) -> bool:
    stems = _stems(name, kind)
    if not stems:
        return False
    return any(stem == wanted for _, stem in stems) or not stems.isdisjoint(_stems(wanted, kind))


@cache
def _groups(kind: str) -> tuple[tuple[str, ...], ...]:
    if kind:
        return _ENDINGS.get(kind, ())
    return tuple(group for groups in _ENDINGS.values() for group in groups)


def _stems(name: str, kind: str) -> set[tuple[str, str]]:
    """Give what is left of a folded name without each ending it has, with the ending's group."""
    return {
        (group[0], name[: -len(ending)])
        for group in _groups(kind)
        for ending in group
        if name.endswith(ending) and len(name) > len(ending)
    }


def _has_initials(wanted: str, name: str, kind: str, initials: Initials) -> bool:
    whole = initials(name)
    if not whole.startswith(wanted):
        return False
    if len(whole) != len(name):
        return whole == wanted or any(initials(s) == wanted for _, s in _stems(name, kind))
    lengths = {len(name), *(len(stem) for _, stem in _stems(name, kind))}
    return len(wanted) in lengths


def _near(wanted: str, inside: Sequence[Named], pool: Sequence[Named]) -> tuple[Named, ...]:
    """Offer at most five names like the one typed, nearest first, always in the same order.

    The same name elsewhere comes before a like name here: the town may have been the slip.
    """
    from difflib import SequenceMatcher

    wanted = wanted[:NEAR_LENGTH]
    letters = set(wanted)
    here = {named.key for named in inside}
    matcher = SequenceMatcher(autojunk=False, b=wanted)

    def likeness(form: str) -> float:
        if form == wanted:
            return 2.0
        most = 2 * sum(letter in letters for letter in form) / (len(form) + len(wanted))
        if form and (form in wanted or wanted in form):
            return max(0.8, most)
        if most < NEAR_RATIO:
            return 0.0
        matcher.set_seq1(form)
        return matcher.ratio()

    ranked: list[tuple[float, bool, bool, int, str, str, int, Named]] = []
    for named in pool:
        spoken = [fold(name)[:NEAR_LENGTH] for name in (named.name, *named.aliases)]
        stems = {stem for name in spoken for _, stem in _stems(name, named.kind)}
        best = max(likeness(form) for form in (*spoken, *stems))
        if best >= NEAR_RATIO:
            away, late = named.key not in here, not spoken[0].startswith(wanted[0])
            order = (len(named.name), named.name, named.qualifier, named.key)
            ranked.append((-best, away, late, *order, named))
    ranked.sort(key=lambda row: row[:-1])
    once = {row[-2]: row[-1] for row in ranked}
    return tuple(once.values())[:NEAR_MOST]
