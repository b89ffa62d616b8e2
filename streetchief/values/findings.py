"""What a check of the ledger finds, by the four qualities Chinese archives check.

Convention: a finding is a value with a sentence in the reader's language; to find is not to fail.
Source: DA/T 70-2018, 文书类电子档案检测一般要求: 真实性, 完整性, 可用性, 安全性.
"""

from __future__ import annotations

from streetchief.value import value

AUTHENTIC, COMPLETE, USABLE, SECURE = "authentic", "complete", "usable", "secure"
QUALITIES = (AUTHENTIC, COMPLETE, USABLE, SECURE)
"""真实 (nothing was changed), 完整 (nothing is missing or too much), 可用 (everything can be
read), 安全 (what guards the records is in place)."""


@value
class Finding:
    """One thing that is not as it was written.

    `about` is a stable word for scripts, `text` the sentence; `site` and `entry` (its sequence) or
    `number` (a record) say where, when the finding is about one of them.
    """

    quality: str
    about: str
    text: str
    site: str | None = None
    entry: int | None = None
    number: int | None = None
