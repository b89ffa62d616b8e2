"""The heat map of the wall chart: a table, a row a street, a column a week.

Convention: a table and no drawing, so that four hundred streets print over several sheets with
their heading, and a reader of screens hears each cell. A cell says in text what its colour says:
2 is met with two, 1/2 fell short of two, 1… is running with one so far, ○ is vacant, a word stands
for exempt; a blank week has no line.
"""

from __future__ import annotations

from streetchief.boards.chart import Heat, HeatCell, HeatRow
from streetchief.boards.pages.notice import week_of_label
from streetchief.days import calendar
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.html import paragraph
from streetchief.output.svg import drawing, line, rect, scaled, shown, text
from streetchief.output.words import week_span, week_word
from streetchief.scores.rules import rates_of
from streetchief.values.rates import rate_text

STYLE = """\
.heat table{table-layout:fixed;font-size:11px;line-height:1.25;width:100%}
.heat col.name{width:11em}
.heat col.sum{width:5.2em}
.heat th,.heat td{border:1px solid #fff;padding:2px 0;text-align:center;
font-variant-numeric:tabular-nums;overflow:hidden;white-space:nowrap}
.heat thead th{color:var(--soft);border-bottom:2px solid var(--accent);font-weight:600}
.heat tbody th{font-size:13px;text-align:left;padding-left:2px;font-weight:600;white-space:normal;
line-height:1.2}
.heat tbody th.town{font-size:15px;color:var(--accent);padding:12px 0 3px;
border-bottom:1px solid var(--line);text-align:left}
.heat tr.town{break-after:avoid}
.heat td.sum{font-size:12px;color:var(--soft);text-align:right;padding-right:4px}
.heat td:empty{background:#f8faf9}
.heat caption{font-size:14px}
.heat .now{color:var(--seal);border-left:2px solid var(--seal);border-right:2px solid var(--seal)}
.heat .m{background:var(--met);color:var(--met-ink)}
.heat .u{background:var(--unmet);color:var(--unmet-ink);font-weight:700}
.heat .r{background:var(--run);color:var(--run-ink)}
.heat .e{background:var(--exempt);color:var(--exempt-ink)}
.heat .v{background:var(--vacant);color:var(--vacant-ink);border:1px dashed var(--vacant-ink)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 22px;padding:0;margin:4px 0 10px;
font-size:14px}
.legend span{display:inline-block;min-width:34px;text-align:center;margin-right:7px;padding:0 5px;
font-size:12px;border-radius:2px}
.trend .bar{fill:#5b8f7b}
.trend .low{fill:var(--unmet)}
.trend .base{stroke:var(--line);stroke-width:1}
.trend .label{font-size:10px}
.trend .tick{font-size:11px;fill:var(--soft)}
@media print{.heat table{font-size:9.5px}.heat tbody th{font-size:11px}.heat td.sum{font-size:10px}
.heat tbody th.town{font-size:13px;padding-top:6px}.heat td{padding:1px 0}}
"""

_EXEMPT, _VACANT = N_("ex"), "○"


def heat_pieces(heat: Heat) -> list[str]:
    """Return the heat map with its legend."""
    if not heat.rows:
        return [paragraph(_("No street has a line in these weeks."))]
    names = "".join('<col class="w"/>' for _week in heat.weeks)
    heads = "".join(_week_head(heat, week) for week in heat.weeks)
    first, last = _("Street"), _("Met")
    caption = _("Counted patrols of each street by week, {first} to {last}").format(
        first=week_word(heat.weeks[0]), last=week_word(heat.weeks[-1])
    )
    lines = [
        _legend(heat),
        '<div class="heat scroll" tabindex="0"><table>',
        f"<caption>{shown(caption)}</caption>",
        f'<colgroup><col class="name"/>{names}<col class="sum"/></colgroup>',
        f'<thead><tr><th scope="col">{shown(first)}</th>{heads}'
        f'<th scope="col">{shown(last)}</th></tr></thead>',
        "<tbody>",
    ]
    several = len({row.town for row in heat.rows}) > 1
    town = None
    for row in heat.rows:
        if several and row.town != town:
            town = row.town
            lines.append(
                f'<tr class="town"><th class="town" scope="rowgroup" '
                f'colspan="{len(heat.weeks) + 2}">{shown(town)}</th></tr>'
            )
        lines.append(_row(row))
    return [*lines, "</tbody></table></div>"]


def _week_head(heat: Heat, week: int) -> str:
    number = week_of_label(week)
    now = ' class="now"' if week == heat.running_week else ""
    title = f"{week_word(week)} {week_span(week)}"
    return f'<th scope="col"{now} title="{shown(title)}">{number}</th>'


def _row(row: HeatRow) -> str:
    cells = "".join(map(_cell, row.cells))
    over = [cell for cell in row.cells if cell is not None and cell.state]
    met = sum(cell.state == "met" for cell in over)
    due = sum(cell.state in ("met", "unmet") for cell in over)
    total = f"{met}/{due}" if due else "—"
    return f'<tr><th scope="row">{shown(row.street)}</th>{cells}<td class="sum">{total}</td></tr>'


def _cell(cell: HeatCell | None) -> str:
    if cell is None:
        return "<td></td>"
    state = cell.state or cell.running_state
    if state == "exempt":
        return f'<td class="e">{shown(_(_EXEMPT))}</td>'
    if state == "vacant":
        return f'<td class="v">{_VACANT}</td>'
    if state == "met":
        return f'<td class="m">{cell.counted}</td>'
    if state == "unmet":
        return f'<td class="u">{cell.counted}/{cell.required}</td>'
    return f'<td class="r">{cell.counted}…</td>'


def _legend(heat: Heat) -> str:
    entries = [
        ("m", "2", _("met: counted patrols")),
        ("u", "1/2", _("unmet: counted of required")),
        ("e", _(_EXEMPT), _("approved exemption")),
        ("v", _VACANT, _("vacant: no chief")),
    ]
    if heat.running_week in heat.weeks:
        entries.insert(2, ("r", "1…", _("running: counted so far")))
    items = "".join(
        f'<li><span class="{css}">{shown(sign)}</span>{shown(words)}</li>'
        for css, sign, words in entries
    )
    return f'<div class="heat"><ul class="legend">{items}</ul></div>'


_LEFT, _BASE, _HIGH, _LABEL = 44, 118, 88, 20


def trend_drawing(heat: Heat, width: int = 1200) -> str:
    """Return the met rate week by week as bars with their numbers; "" with no finished week."""
    known = [result for result in heat.results if result is not None]
    if not known:
        return ""
    step = (width - _LEFT) // len(heat.weeks)
    bar = min(60, max(3, step * 3 // 5))
    parts = [
        line(_LEFT, _BASE, width, _BASE, "base"),
        line(_LEFT, _BASE - _HIGH, width, _BASE - _HIGH, "base"),
        text(_LEFT - 6, _BASE - _HIGH + 4, "100%", "tick", anchor="end"),
        text(_LEFT - 6, _BASE + 4, "0%", "tick", anchor="end"),
    ]
    every = 1 if step >= 30 else 2 if step >= 16 else 4
    for number, (week, result) in enumerate(zip(heat.weeks, heat.results, strict=True)):
        x = _LEFT + number * step
        if number % every == 0:
            parts.append(
                text(x + bar // 2, _BASE + 16, week_of_label(week), "tick", anchor="middle")
            )
        if result is None or not result.due:
            continue
        high = scaled(result.met, result.due, _HIGH)
        low = (
            "bar"
            if result.met == result.due
            else "bar low"
            if 2 * result.met < result.due
            else "bar"
        )
        parts.append(rect(x, _BASE - high, bar, high, low))
        if step >= _LABEL:
            percent = rate_text(rates_of(result)["met"], 0)
            if step < 2 * _LABEL:
                percent = percent.removesuffix("%")
            parts.append(text(x + bar // 2, _BASE - high - 4, percent, "label", anchor="middle"))
    total = rate_text(rates_of(heat.total)["met"])
    words = _("{first} to {last}: {met} of {due} met, {rate}").format(
        first=calendar.week_label(heat.weeks[0]),
        last=calendar.week_label(heat.weeks[-1]),
        met=heat.total.met,
        due=heat.total.due,
        rate=total,
    )
    return drawing(
        "trend", width, _BASE + 24, _("Met rate by week"), words, parts, css="trend full"
    )
