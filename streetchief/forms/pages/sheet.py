"""Blank patrol sheets of a week, to print.

A sheet says at its foot how it is typed back in with `log --sheet`, by its own first street.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.days import calendar
from streetchief.forms.sheets import PatrolSheet
from streetchief.locale.text import gettext as _
from streetchief.output.html import shown
from streetchief.output.printing import Paper, page
from streetchief.output.template import render
from streetchief.papers.pages.words import FILTERS, named, pick, week_words

_STYLE = """\
.sheet{border:1.5px solid var(--ink);table-layout:fixed;font-size:14px}
.sheet th,.sheet td{border:1px solid var(--ink);padding:4px 6px;text-align:center;
vertical-align:middle}
.sheet tbody tr{height:52px}
.sheet .street{width:13%;text-align:left}.sheet .chief{width:11%;text-align:left}
.sheet .times,.sheet .sign{width:8%}
.sheet .closed{background:repeating-linear-gradient(45deg,#fff 0 5px,#ccc 5px 6px)}
.typed{font-family:monospace;white-space:pre-wrap;border:1px dashed var(--line);padding:6px 10px;
margin:10px 0}
.next{break-before:page;border-top:0}
@media print{.sheet{font-size:11px}.sheet tbody tr{height:44px}.sheet thead th{font-size:11px}}
"""


def sheets_html(sheets: Sequence[PatrolSheet], paper: Paper = "a4-landscape") -> str:
    """Return blank patrol sheets as one page to print, each beginning on a sheet of its own."""
    body: list[str] = []
    for number, sheet in enumerate(sheets):
        if number:
            body.append(
                f'<header class="next"><h1>{shown(_title(sheet))}</h1>'
                f'<p class="when">{shown(_when(sheet))}</p></header>'
            )
        body.append(_sheet(sheet))
    first = sheets[0]
    return page(
        title=_title(first),
        when=_when(first),
        body=body,
        foot=(named(first.office, town=first.town).strip(),),
        paper=paper,
        style=_STYLE,
    )


def _title(sheet: PatrolSheet) -> str:
    title = _("Patrol sheet of {town}").format(town=sheet.town)
    return title if sheet.town else _("Patrol sheet")


def _when(sheet: PatrolSheet) -> str:
    return f"{calendar.week_label(sheet.week)}  {week_words(sheet.week)}"


def _sheet(sheet: PatrolSheet) -> str:
    with_chief = next((row for row in sheet.rows if row.chiefs), None)
    typed = [] if with_chief is None else [(with_chief.street, with_chief.chiefs[0])]
    return render(
        "forms/templates/sheet.{language}.html.j2",
        {
            "sheet": sheet,
            "week": calendar.week_label(sheet.week),
            "days": calendar.days_of_week(sheet.week),
            "hour": "8:30",
            "from_to": "8:30-9:05",
            "example": pick("周一 8:30 周四 15:00-15:40", "Mon 8:30 Thu 15:00-15:40"),
            "typed": [(quoted(street), quoted(chief)) for street, chief in typed],
        },
        FILTERS,
    )


def quoted(text: str) -> str:
    """Put a name with blanks into quotation marks, as a typed sheet needs it.

    >>> quoted("横街"), quoted("Main Street")
    ('横街', '"Main Street"')
    """
    return f'"{text}"' if any(character.isspace() for character in text) else text
