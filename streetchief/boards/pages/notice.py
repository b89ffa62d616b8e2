"""The five notice boards as pages: 机构 职责 制度 项目 竞赛.

Convention: each function returns the pieces between heading and foot; only what the register, the
rulebook and the lists say is printed, and what is missing says so in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from streetchief.boards.boards import ContestsBoard
from streetchief.boards.organisation import (
    BoardPlace,
    BoardPost,
    DutiesBoard,
    Holding,
    OrgBoard,
    RoleTold,
)
from streetchief.boards.rule_board import ListTold, RulesBoard
from streetchief.days import calendar
from streetchief.duties.pages.words import FIELDS
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.html import Html, card, cards, heading, paragraph, table
from streetchief.output.svg import shown
from streetchief.output.words import day_word, join
from streetchief.rulebook.kinds import word
from streetchief.rulebook.told import DutyTold
from streetchief.scores.pages import PART_WORDS, rate_words, span_words, weights_words
from streetchief.scores.rules import rates_of, score_text
from streetchief.scores.scores import Scores
from streetchief.values.amounts import MONEY_DECIMALS, amount_text
from streetchief.values.problems import Name, name_in
from streetchief.values.register import STREET

_PERIODS = {"week": N_("a week"), "month": N_("a month")}
_VERIFY = {
    "none": "",
    "other_person": N_("Verified by another person than who rectified it."),
    "other_unit": N_("Verified by another unit than the one that rectified it."),
}


_FEW_VACANT = 6
"""Beyond so many places where a post is vacant they are named in one line, streets apart."""


def said(name: Name) -> str:
    """Return a name of the rulebook in the reader's language."""
    return name_in(name, language())


def kind_word(kind: str, name: Name) -> str:
    """Return the reader's word for a kind of place."""
    known = word(kind)
    return known if known != kind else said(name)


# Organisation


def org_pieces(board: OrgBoard) -> list[str]:
    """Return the organisation: cards for the county and each town, tables for what lies in it."""
    pieces: list[str] = []
    below: list[BoardPlace] = []
    for place in board.places:
        if place.kind in ("county", "town"):
            pieces += _tables(below)
            below = []
            brand = f" · {place.brand}" if place.brand else ""
            pieces.append(heading(f"{place.name}{brand}"))
            pieces.append(cards(_post_card(post) for post in place.posts))
        else:
            below.append(place)
    pieces += _tables(below)
    return pieces or [paragraph(_("Nobody holds a post there."))]


def _post_card(post: BoardPost) -> str:
    return card(said(post.role_name), holder_lines(post.holders))


def holder_lines(holders: Sequence[Holding]) -> list[str]:
    """Return who has a post, each with title and unit, or that it is vacant."""
    if not holders:
        return [f'<p class="who">{vacant()}</p>']
    return [f'<p class="who">{shown(one.name)}{_small(one)}</p>' for one in holders]


def vacant() -> Html:
    """Return the word for a post nobody holds, with a symbol beside the colour."""
    said_so = _("vacant")
    return Html(f'<span class="vacant">○ {shown(said_so)}</span>')


def quotation(text: str) -> str:
    """Return words of the source, which is Chinese whatever the page is."""
    return f'<blockquote lang="zh-CN">{shown(text)}</blockquote>'


def _small(holding: Holding) -> str:
    parts = [part for part in (holding.unit, holding.title) if part]
    return f"<small>{shown(join(parts))}</small>" if parts else ""


def _tables(places: Sequence[BoardPlace]) -> list[str]:
    """Return a table for each kind of place: a row a place, a column a role."""
    pieces: list[str] = []
    for kind in dict.fromkeys(place.kind for place in places):
        alike = [place for place in places if place.kind == kind]
        roles = {post.role: said(post.role_name) for place in alike for post in place.posts}
        if not roles:
            continue
        title = kind_word(kind, alike[0].kind_name)
        filled = [place for place in alike if any(post.holders for post in place.posts)]
        bare = [place for place in alike if place not in filled]
        if kind == STREET or len(bare) <= _FEW_VACANT:
            filled, bare = alike, []
        if bare:
            words = _("{posts}: vacant in {count} places: {names}.").format(
                posts=join(roles.values()),
                count=len(bare),
                names=join(place.name for place in bare),
            )
            pieces.append(Html(f'<p><span class="vacant">○</span> {shown(words)}</p>'))
        if not filled:
            continue
        pieces.append(
            table(
                (title, *roles.values()),
                ((place.name, *(_cell(place, role) for role in roles)) for place in filled),
                caption=_("{kind}: {count}").format(kind=title, count=len(alike)),
            )
        )
    return pieces


def _cell(place: BoardPlace, role: str) -> str:
    for post in place.posts:
        if post.role == role:
            return join(one.name for one in post.holders) if post.holders else vacant()
    return ""


# Duties


def duty_sentence(duty: DutyTold) -> str:
    """Say a duty in one sentence."""
    kinds = join(said(kind) for kind in duty.kinds)
    period = _(_PERIODS.get(duty.period, duty.period))
    if duty.place_kind:
        place = kind_word(duty.place_kind, duty.place_name)
        return _("{kinds} of each {place}: no fewer than {count} {period}").format(
            kinds=kinds, place=place, count=duty.required, period=period
        )
    return _("{kinds}: no fewer than {count} {period}").format(
        kinds=kinds, count=duty.required, period=period
    )


def duties_pieces(board: DutiesBoard) -> list[str]:
    """Return the duties: what each role has to do, the words of the source, who has it."""
    pieces = [piece for role in board.roles if role.duties for piece in _role_pieces(role)]
    if board.vacant:
        words = _("Streets without a chief: {count}").format(count=board.vacant)
        pieces.append(f'<p class="vacant">○ {shown(words)}</p>')
    others = [role for role in board.roles if not role.duties]
    if others:
        pieces.append(heading(_("Other posts")))
        pieces.append(cards(_other(role) for role in others))
    return pieces or [paragraph(_("The rulebook has no duties."))]


def _role_pieces(role: RoleTold) -> list[str]:
    pieces = [heading(said(role.name))]
    pieces += [paragraph(duty_sentence(duty), "who") for duty in role.duties]
    if role.words:
        pieces.append(quotation(role.words))
    if role.holders:
        pieces.append(
            table(
                (_("Place"), said(role.name)),
                ((place, join(names)) for place, names in _by_place(role.holders)),
            )
        )
    return pieces


def _by_place(holders: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for place, name in holders:
        found.setdefault(place, []).append(name)
    return list(found.items())


def _other(role: RoleTold) -> str:
    pieces = [quotation(role.words)]
    names = [name for _place, name in role.holders]
    if names:
        pieces.append(paragraph(join(dict.fromkeys(names)), "who"))
    return card(said(role.name), pieces)


# Rules


def rules_pieces(board: RulesBoard) -> list[str]:
    """Return the rules everyone is judged by."""
    pieces = [heading(_("Basis"))]
    if board.basis:
        words = f"{board.basis}“{board.basis_words}”" if board.basis_words else board.basis
        pieces.append(paragraph(words, "who"))
    pieces.append(heading(_("Patrols and other duties")))
    pieces.append(
        table(
            (_("Duty"), _("What is asked"), _("Since")),
            ((said(duty.name), duty_sentence(duty), day_word(duty.since)) for duty in board.duties),
        )
    )
    pieces += [f"<p>{shown(line)}</p>" for line in _counting(board)]
    pieces.append(heading(_("Lists and close-out")))
    for told in board.lists:
        pieces += _list_pieces(told)
    if board.limits:
        pieces.append(heading(_("Limits")))
        pieces.append(
            table(
                (_("Limit"), _("Amount"), _("Since")),
                (
                    (
                        f"{said(limit.name)} · {said(limit.amount_name)}",
                        _yuan(limit.amount),
                        _date(limit.since),
                    )
                    for limit in board.limits
                ),
                numbers=(1,),
            )
        )
    if board.documents:
        pieces.append(heading(_("Documents")))
        pieces.append(
            table(
                (_("Document"), _("Date")),
                ((document.title, _date(document.issued_on)) for document in board.documents),
            )
        )
    pieces.append(heading(_("Assessment")))
    pieces.append(paragraph(weights_words(board.score, linked=True)))
    return pieces


def _yuan(fen: int) -> str:
    """Return an amount in yuan; Chinese counts them in ten thousands (万元)."""
    if language() == "zh":
        return _("{amount} ten thousand yuan").format(amount=amount_text(fen, MONEY_DECIMALS + 4))
    return _("{amount} yuan").format(amount=amount_text(fen, MONEY_DECIMALS))


def _date(day: int | None) -> str:
    return _("date not known") if day is None else day_word(day)


def _counting(board: RulesBoard) -> list[str]:
    lines = [
        _("A week runs from Monday to Sunday; times are counted, of those who hold the street."),
        _("Approved exemptions take days out; a week with nothing due is in no rate."),
    ]
    if board.departures:
        changed = [
            _("{field} {value}").format(field=_(FIELDS.get(name, name)), value=value)
            for name, value in board.departures
        ]
        lines.append(
            _("Basis that differs from the default: {fields}.").format(fields=join(changed))
        )
    return lines


def _list_pieces(told: ListTold) -> list[str]:
    pieces = [heading(said(told.name), 3)]
    if told.words:
        pieces.append(quotation(told.words))
    stages = "".join(f"<li>{shown(said(stage))}</li>" for stage in told.stages)
    pieces.append(f'<ol class="flow">{stages}</ol>')
    if told.categories:
        tags = "".join(
            f'<span class="tag">{shown(said(category))}</span>' for category in told.categories
        )
        others = _("and others")
        more = f'<span class="tag">{shown(others)}</span>' if told.open else ""
        pieces.append(f"<p>{tags}{more}</p>")
    notes = [_(_VERIFY[told.verification])] if _VERIFY.get(told.verification) else []
    if told.closes_at_zero:
        notes.append(_("It closes when nothing of any measure is left."))
    if notes:
        pieces.append(paragraph("".join(notes) if language() == "zh" else " ".join(notes), "note"))
    return pieces


# Contests


def contests_pieces(board: ContestsBoard) -> list[str]:
    """Return the rankings: towns, streets, departments; what has no score stands last."""
    span = board.streets.span
    pieces = [paragraph(_("Span: {span}").format(span=span_words(span)), "who")]
    if board.towns is not None:
        pieces += [heading(_("Towns")), _ranking(board.towns)]
    pieces += [heading(_("Streets")), _ranking(board.streets)]
    if board.departments.rows:
        pieces += [heading(_("Departments with their streets")), _ranking(board.departments)]
    pieces.append(paragraph(weights_words(board.streets.rules, linked=True), "note"))
    if span.running:
        pieces.append(
            paragraph(_("The week is not over; the figures are those of this moment."), "bad")
        )
    return pieces


def _ranking(found: Scores) -> str:
    heads = [_("Rank"), _name_head(found)]
    if found.by == "street" and found.town is None:
        heads.insert(1, _("Town"))
    if found.by == "department":
        heads += [_("Linked streets"), _("Streets' score"), _("Own score")]
    else:
        parts = ["met", "completion", "coverage"]
        if any(row.result.due_to_close for row in found.rows):
            parts += ["close", "on_time_close"]
        heads += [_(PART_WORDS[part]) for part in parts]
        heads.append(_("Exempt"))
    heads.append(_("Score"))
    rows = []
    for row in found.rows:
        cells = ["—" if row.rank is None else str(row.rank)]
        if found.by == "street" and found.town is None:
            cells.append(row.town)
        cells.append(row.name)
        if found.by == "department":
            cells += [
                join(row.linked_to) if row.linked_to else "—",
                score_text(row.linked_share),
                score_text(row.own),
            ]
        else:
            rates = rates_of(row.result)
            cells += [rate_words(rates[part]) for part in parts]
            cells.append(str(row.result.exempt) if row.result.exempt else "")
        cells.append(score_text(row.score))
        rows.append(cells)
    texts = 2 + (found.by == "street" and found.town is None) + (found.by == "department")
    numbers = (0, *range(texts, len(heads)))
    return table(heads, rows, numbers=numbers, header=heads.index(_name_head(found)))


def _name_head(found: Scores) -> str:
    return {"town": _("Town"), "street": _("Street")}.get(found.by, _("Department"))


def week_of_label(week: int) -> str:
    """Return the number of a week alone, for narrow columns."""
    return calendar.week_label(week).partition("-W")[2].lstrip("0")
