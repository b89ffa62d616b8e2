"""Papers as they are kept: everything a paper said, frozen when it is issued, read back later.

Convention: what is kept is canonical JSON of the report; the county's leaves out what its towns
say. What was frozen in an earlier form is read as if it had been frozen in today's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from streetchief.duties.rules.standing import MET, NOTHING_DUE
from streetchief.papers.records import IssuedRow
from streetchief.papers.rules.corrections import STREET
from streetchief.papers.rules.report import OF_TOWNS, WEEKLY, Report, add_up_towns
from streetchief.values.freezing import freeze, thaw

Json = dict[str, Any]


def freeze_report(report: Report) -> str:
    """Return everything a paper says as canonical JSON."""
    said = freeze(report)
    if report.towns:
        said |= dict.fromkeys(OF_TOWNS, ())
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_report(row: IssuedRow) -> Report:
    """Return an issued paper's report as it was."""
    return add_up_towns(thaw(Report, read_figures(row)))


def read_figures(row: IssuedRow) -> Json:
    """Return what an issued paper says as plain data."""
    said: Json = json.loads(row.figures)
    return said if "by_week" in said and "towns" in said else _renew(said, row.kind, row.period)


# ---------------------------------------------------------------- the first form
# Until one report served every paper, weeks, months and the county had forms of their own.


def _renew(said: Json, kind: str, period: int) -> Json:
    words = {"title": said.get("title"), "addressees": said.get("addressees")}
    return {
        **dict.fromkeys(("streets", "officers", "departments", "duties", "lines", "by_week"), ()),
        **said,
        "kind": kind,
        "period": period,
        "town": said.get("town", said.get("county")),
        "draft": False,
        "wording": said["wording"] | {key: word for key, word in words.items() if word},
        "departments": [_renew_line(row) for row in said.get("departments", ())],
        "duties": [_renew_line(row) for row in said.get("duties", ())],
        "corrections": [_renew_correction(one) for one in said["corrections"]],
        "monthly_until": said.get("until"),
        "cumulative": said.get("cumulative", {}),
        "towns": [_renew(town, WEEKLY, period) for town in said.get("towns", ())],
    }


def _renew_line(row: Json) -> Json:
    """A week's line said nothing of weeks due and met, a month's nothing of the last one."""
    required = row["required"] if "required" in row else row["due"]
    nobody = {"zh": "", "en": ""}
    return {"duty": "", "state": "", "logged": 0, "role": nobody, "required": required} | (
        row if "due" in row else _with_due(row)
    )


def _with_due(said: Mapping[str, Any]) -> Json:
    state = said["state"]
    return {"due": int(state not in NOTHING_DUE), "met": int(state == MET), **said}


def _renew_correction(said: Json) -> Json:
    """Streets, other lines of a week, and lines of a month or a year had lists of their own."""
    changes = []
    for change in (*said["changes"], *said.get("lines", ())):
        street = change.get("street", "")
        sides = {side: change[side] for side in ("before", "after")}
        changes.append(
            {
                "kind": STREET if street else change["key"].partition("/")[0],
                "key": f"{STREET}/{change.get('identity')}",
                "who": {"zh": street, "en": street},
                "action": {"zh": "", "en": ""},
                "town": "",
                **change,
                **{
                    side: counts if counts is None or "due" in counts else _with_due(counts)
                    for side, counts in sides.items()
                },
            }
        )
    return {**said, "period": said.get("period", said.get("week")), "changes": changes}
