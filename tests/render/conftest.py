"""Tests of output choose their language themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from streetchief.locale import text


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    before = text.language()
    text.use("zh")
    yield
    text.use(before)
