"""The contests on a board (竞赛): how towns, streets and departments stand by score."""

from __future__ import annotations

from collections.abc import Mapping

from streetchief.ledger.office import Office
from streetchief.scores.scores import Scores, scores_of
from streetchief.scores.sources import Sources, day_span, week_span
from streetchief.value import value
from streetchief.values.register import Place


@value
class ContestsBoard:
    """竞赛: towns (over the whole county only), streets and departments by score."""

    towns: Scores | None
    streets: Scores
    departments: Scores


def contests_board(office: Office, town: Place | None, options: Mapping[str, int]) -> ContestsBoard:
    """Return the ranking over the last finished week, one week, or the days `first` to `last`."""
    if "first" in options:
        span = day_span(office, options["first"], options["last"])
    else:
        span = week_span(office, options.get("week"))
    sources = Sources(office, span, town)
    return ContestsBoard(
        towns=scores_of(sources, "town") if town is None else None,
        streets=scores_of(sources, "street"),
        departments=scores_of(sources, "department"),
    )
