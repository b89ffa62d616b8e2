"""Rates as whole numbers: a numerator, a denominator and the text of their quotient.

The convention to know: nothing here is a float. A rate over nothing has no value: its text is "—",
neither 0 % nor 100 %.
"""

from __future__ import annotations

from streetchief.value import value

NO_RATE = "—"


@value
class Rate:
    """`part` of `whole`, both counted in the same unit and neither negative."""

    part: int
    whole: int


def rate_text(rate: Rate, places: int = 2) -> str:
    """Print a rate as `percent` does.

    >>> rate_text(Rate(part=3, whole=4))
    '75.00%'
    """
    return percent(rate.part, rate.whole, places)


def percent(n: int, d: int, places: int = 2) -> str:
    """Print n/d in per cent, rounded half up to `places` decimals; "—" when d is 0.

    Raises ValueError for a negative number.

    >>> percent(911, 972), percent(737, 972)
    ('93.72%', '75.82%')
    >>> percent(1, 3), percent(2, 3), percent(1, 800), percent(0, 5)
    ('33.33%', '66.67%', '0.13%', '0.00%')
    >>> percent(0, 0) == NO_RATE
    True
    """
    scaled = scaled_percent(n, d, places)
    if scaled is None:
        return NO_RATE
    if not places:
        return f"{scaled}%"
    whole, decimals = divmod(scaled, 10**places)
    return f"{whole}.{decimals:0{places}d}%"


def scaled_percent(n: int, d: int, places: int = 2) -> int | None:
    """Give n/d in per cent times 10**places, rounded half up; None when d is 0.

    The same number `percent` prints, for sorting and for JSON. Raises ValueError for a negative
    number.

    >>> scaled_percent(911, 972)
    9372
    """
    if n < 0 or d < 0 or places < 0:
        raise ValueError(f"a rate counts things, got {n}/{d} with {places} places")
    if d == 0:
        return None
    factor: int = 100 * 10**places
    return (2 * n * factor + d) // (2 * d)
