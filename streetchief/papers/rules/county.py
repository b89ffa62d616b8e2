"""The county's paper of a week: its towns side by side.

Convention: a town's figures are its own report's; the county adds them up and ranks nothing that
was not due.
"""

from __future__ import annotations

from streetchief.papers.rules.corrections import Correction
from streetchief.papers.rules.week import (
    DepartmentLine,
    DutyLine,
    ItemFigures,
    OfficerLine,
    Receipt,
    RuleLine,
    StreetLine,
    Totals,
    WeekReport,
    met_rate,
    totals_of,
    worst_first,
)
from streetchief.rulebook.wording import Wording
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate


@value
class Cumulative:
    """What was done from the beginning to the end of the week.

    `cleared` are the measures of the lists that close at zero (四清零): list, unit, decimals and
    amount in whole 10**-decimals.
    """

    spots: int = 0
    kilograms: int = 0
    cleared: tuple[tuple[Name, Name, int, int], ...] = ()


@value
class CountyReport:
    """Everything the county's paper says; `sent` is the issue number of each town's own paper."""

    county: str
    identity: str
    week: int
    draft: bool
    seen_on: int
    wording: Wording
    addressees: Name
    towns: tuple[WeekReport, ...]
    sent: tuple[int | None, ...]
    cumulative: Cumulative
    receipt: Receipt
    items: ItemFigures | None = None
    corrections: tuple[Correction, ...] = ()
    notes: tuple[str, ...] = ()
    number: int | None = None
    clock_entries: int = 0
    trusted_entries: int = 0

    @property
    def streets(self) -> tuple[StreetLine, ...]:
        return tuple(line for town in self.towns for line in town.streets)

    @property
    def totals(self) -> Totals:
        return totals_of(self.streets)

    @property
    def met_rate(self) -> Rate:
        return met_rate(self.streets)

    @property
    def officers(self) -> tuple[OfficerLine, ...]:
        return tuple(line for town in self.towns for line in town.officers)

    @property
    def duties(self) -> tuple[DutyLine, ...]:
        return tuple(line for town in self.towns for line in town.duties)

    @property
    def departments(self) -> tuple[DepartmentLine, ...]:
        return tuple(line for town in self.towns for line in town.departments)

    @property
    def rules(self) -> tuple[RuleLine, ...]:
        """The rules that differ from the default in any town."""
        return tuple(dict.fromkeys(rule for town in self.towns for rule in town.rules))

    @property
    def missing(self) -> tuple[str, ...]:
        """Towns that have not sent their paper of the week."""
        pairs = zip(self.towns, self.sent, strict=True)
        return tuple(town.town for town, number in pairs if number is None)

    @property
    def worst(self) -> tuple[tuple[str, StreetLine], ...]:
        """Unmet streets with their towns, the worst first."""
        towns = {id(line): town.town for town in self.towns for line in town.streets}
        return tuple((towns[id(line)], line) for line in worst_first(self.streets))
