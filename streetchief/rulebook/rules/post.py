"""What a rulebook says about posts beside their names: how many, who may, and who must be one.

The convention to know: these are expectations. The register accepts what breaks them and
`holder check` reports it. Source: docs/mechanisms.md, rows 12–16, 19, 24, 25, 30–32, 34, 41.
"""

from __future__ import annotations

from streetchief.value import value
from streetchief.values.problems import Name


@value
class Eligible:
    """Who may hold a post: any one of the three is enough.

    `titles` match a holder's title as a whole, so that 副镇长 is no 镇长; `units` match when the
    name of the unit contains the word; `roles` are roles held at the same place. `one_each` are
    groups of titles, each of which one of the holders has (书记、乡镇长双组长).
    """

    titles: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    one_each: tuple[tuple[str, ...], ...] = ()


@value
class PostRule:
    """The expectations of one role at each place of its kind.

    `least` and `most` holders at once, `most` None without a limit. `one_place`: a holder has the
    role at one place only. `same_person_as`: roles the holder has at the same place as well.
    """

    role: str
    name: Name
    place_kind: str
    holder_kind: str = "person"
    least: int = 0
    most: int | None = None
    one_place: bool = False
    same_person_as: tuple[str, ...] = ()
    eligible: Eligible | None = None
    source: tuple[int, ...] = ()


def fits_title_or_unit(eligible: Eligible, title: str | None, unit: str | None) -> bool | None:
    """Tell whether title or unit make a holder eligible; None when neither can tell.

    A title that is asked for and not recorded leaves it open, as does a unit.

    >>> head = Eligible(titles=("镇长",))
    >>> [fits_title_or_unit(head, title, None) for title in ("镇长", "副镇长", None)]
    [True, False, None]
    """
    if title in eligible.titles or any(word in (unit or "") for word in eligible.units):
        return True
    unknown = (eligible.titles and not title) or (eligible.units and not unit)
    return None if unknown else False
