"""Blank forms: the patrol sheet of a week, and the year's duties of a chief.

Convention: a sheet says at its top the line with which it is typed back in, `log --sheet`.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.boards.pages.notice import duty_sentence
from streetchief.days import calendar
from streetchief.forms.forms import CLOSED, EXEMPT, DutySheet, PatrolSheet
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.form import Box, Form
from streetchief.output.html import Paper, page
from streetchief.output.svg import shown
from streetchief.papers.pages.words import day_word, full_day_word, name, week_words

_WEEKDAYS = (
    N_("Mon"),
    N_("Tue"),
    N_("Wed"),
    N_("Thu"),
    N_("Fri"),
    N_("Sat"),
    N_("Sun"),
)
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
        body += _sheet(sheet)
    first = sheets[0]
    return page(
        title=_title(first),
        when=_when(first),
        body=body,
        foot=(name(first.office).format(town=first.town).strip(),),
        paper=paper,
        style=_STYLE,
    )


def _title(sheet: PatrolSheet) -> str:
    title = _("Patrol sheet of {town}").format(town=sheet.town)
    return title if sheet.town else _("Patrol sheet")


def _when(sheet: PatrolSheet) -> str:
    return f"{calendar.week_label(sheet.week)}  {week_words(sheet.week)}"


def _sheet(sheet: PatrolSheet) -> list[str]:
    days = calendar.days_of_week(sheet.week)
    heads = "".join(
        f'<th scope="col">{shown(_(weekday))}<br/>{shown(day_word(day))}</th>'
        for weekday, day in zip(_WEEKDAYS, days, strict=True)
    )
    lines = [
        '<div class="scroll"><table class="sheet"><thead><tr>',
        f'<th scope="col" class="street">{shown(name(sheet.place_word))}</th>',
        f'<th scope="col" class="chief">{shown(name(sheet.chief_word))}</th>{heads}',
        f'<th scope="col" class="times">{shown(_("how often"))}</th>',
        f'<th scope="col" class="sign">{shown(_("signature"))}</th>',
        "</tr></thead><tbody>",
    ]
    for row in sheet.rows:
        cells = "".join(_cell(state) for state in row.days)
        chiefs = _(", ").join(row.chiefs) or _("vacant")
        lines.append(
            f'<tr><th scope="row" class="street">{shown(row.street)}</th>'
            f'<td class="chief">{shown(chiefs)}</td>{cells}<td>/{row.required}</td><td></td></tr>'
        )
    lines.append("</tbody></table></div>")
    lines.append(f"<p>{shown(_('Write when each patrol began, e.g. 8:30, or 8:30-9:05.'))}</p>")
    lines.append(f'<p class="note">{shown(_typed_how(sheet))}</p>')
    lines.append(f'<div class="typed">{_typed(sheet)}</div>')
    return lines


def _cell(state: str) -> str:
    if state == CLOSED:
        return f'<td class="closed">{shown(_("closed"))}</td>'
    return f"<td>{shown(_('exempt')) if state == EXEMPT else ''}</td>"


def _typed_how(sheet: PatrolSheet) -> str:
    town = f" --town {sheet.town}" if sheet.town else ""
    return _("To type it back in: streetchief log --sheet FILE{town}, or - and then lines:").format(
        town=town
    )


def _typed(sheet: PatrolSheet) -> str:
    """Show how this very sheet is typed: its week, and its first street with somebody to answer."""
    lines = [calendar.week_label(sheet.week)]
    row = next((row for row in sheet.rows if row.chiefs), None)
    if row is not None:
        days = ("周一 8:30 周四 15:00-15:40", "Mon 8:30 Thu 15:00-15:40")
        lines.append(f"{quoted(row.street)} {quoted(row.chiefs[0])} {days[language() == 'en']}")
    return "<br/>".join(shown(line) for line in lines)


def quoted(text: str) -> str:
    """Put a name with blanks into quotation marks, as a typed sheet needs it.

    >>> quoted("横街"), quoted("Main Street")
    ('横街', '"Main Street"')
    """
    return f'"{text}"' if any(character.isspace() for character in text) else text


def duty_form(sheet: DutySheet) -> Form:
    """Return the year's duties of somebody as a form to sign."""
    posts = "\n".join(
        _("{role}, {place}: {since} to {last}").format(
            role=name(post.role),
            place=post.place,
            since=full_day_word(post.since),
            last=full_day_word(post.last),
        )
        for post in sheet.posts
    )
    duties = "\n".join(
        _("{number}. {duty}.").format(number=number, duty=duty_sentence(duty))
        for number, duty in enumerate(sheet.duties, 1)
    )
    basis = name(sheet.basis)
    lead = _("By {basis}, I answer for what is named below.").format(basis=basis)
    general = name(sheet.general_role)
    if sheet.general_chief:
        general = f"{general} {sheet.general_chief}"
    return Form(
        title=_("Duties of the year {year}").format(year=sheet.year),
        reference=sheet.town,
        lead=(lead,) if basis else (_("I answer for what is named below."),),
        rows=(
            (
                Box(label=_("Full name"), text=sheet.person),
                Box(label=_("Post elsewhere"), text=sheet.title),
            ),
            (Box(label=_("Unit"), text=sheet.unit),),
            (Box(label=_("Answers for"), text=posts),),
            (Box(label=_("Duties"), text=duties or "—"),),
            (Box(label=_("Agreed besides"), room=5),),
        ),
        signatures=(
            _("Signed: {name}").format(name=sheet.person),
            _("Signed: {name}").format(name=general),
            _("Date"),
        ),
        foot=(name(sheet.office).format(town=sheet.town).strip(),),
    )
