"""Re-checking on site: a random sample that anyone can draw again, and how far it agreed.

Convention: a key is a record number (or any text that names an entry); the draw depends on the
seed and the keys alone, never on the order of the log, the machine or the version of Python.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import TypeVar

from streetchief.values.rates import Rate

Key = TypeVar("Key", int, str)


def sample(keys: Iterable[Key], n: int, seed: int | str) -> tuple[Key, ...]:
    """Draw `n` of `keys` at random, the same ones on every machine; all when there are fewer.

    The keys are put in the order of SHA-256 over the UTF-8 text `SEED:KEY`, and the first `n` are
    drawn, in that order: anyone can repeat the draw with `sha256sum`, a larger sample begins with
    the smaller one, and a key's place does not depend on which others there are. Order and
    repetition of `keys` do not matter. Raises ValueError for a negative `n`.

    >>> sample(range(1, 9), 3, "2026-W47")
    (7, 4, 6)
    """
    if n < 0:
        raise ValueError(f"a sample cannot have {n} entries")
    return tuple(sorted(set(keys), key=lambda key: (_lot(seed, key), str(key)))[:n])


def agreement(results: Iterable[bool | None]) -> Rate:
    """Count how many of the entries checked on site were found as recorded.

    One result for each drawn entry: found so, not found so, or None when it has not been checked
    (or could not be); those are in neither figure. Print it with `rates.rate_text`.

    >>> agreement([True, True, False, None])
    Rate(part=2, whole=3)
    """
    checked = [result for result in results if result is not None]
    return Rate(part=sum(checked), whole=len(checked))


def _lot(seed: int | str, key: int | str) -> str:
    return sha256(f"{seed}:{key}".encode("utf-8", "surrogatepass")).hexdigest()
