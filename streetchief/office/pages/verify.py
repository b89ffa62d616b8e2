"""The answers of `verify` and `info`.

Convention: `verify` speaks by the four qualities, also when nothing was found; the receipt is
printed only of a ledger that is clean.
"""

from __future__ import annotations

from collections.abc import Callable

from streetchief.days import calendar
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.office.pages.facts import moment
from streetchief.office.pages.history import act_word, marks_words
from streetchief.office.verify import Info, Verified
from streetchief.output.safe import safe
from streetchief.output.table import Column, Table, lay_out
from streetchief.values.findings import QUALITIES
from streetchief.values.receipt import receipt_text

NAMES = {
    "authentic": N_("Authentic"),
    "complete": N_("Complete"),
    "usable": N_("Usable"),
    "secure": N_("Secure"),
}

SOUND = {
    "authentic": N_("every record is what was written, and the tally is what the log says"),
    "complete": N_("no entry or record is missing, none was put in"),
    "usable": N_("every page of the file can be read"),
    "secure": N_("every table and guard is in place"),
}

_SHOWN = 20
"""How many findings of one quality are printed; data formats have all."""


def verified_lines(
    verified: Verified, utc_to_local: Callable[[int], int], *, strict: bool
) -> list[str]:
    """Return what was found as sentences, quality by quality, then marks and the receipt."""
    lines = [
        _("Ledger {path}, site {site}: {entries} entries, {records} records.").format(
            path=verified.path,
            site=verified.site,
            entries=verified.entries,
            records=verified.records,
        )
    ]
    for quality in QUALITIES:
        found = [finding for finding in verified.findings if finding.quality == quality]
        name = _(NAMES[quality])
        if not found:
            lines.append(_("{quality}: {words}.").format(quality=name, words=_(SOUND[quality])))
            continue
        lines.append(_("{quality}: {count} findings:").format(quality=name, count=len(found)))
        lines += [f"  {finding.text}" for finding in found[:_SHOWN]]
        if len(found) > _SHOWN:
            lines.append("  " + _("… and {count} more").format(count=len(found) - _SHOWN))
    if strict:
        lines += _marked_lines(verified, utc_to_local)
    if verified.clean and verified.head is not None:
        head = verified.head
        receipt = receipt_text(head.site, head.sequence, head.digest, language())
        lines.append(_("Receipt: {receipt}").format(receipt=receipt))
        if verified.receipts:
            lines.append(_("Receipts found in the chain: {count}.").format(count=verified.receipts))
    else:
        lines.append(
            _("Do not delete or edit the file. Run verify again; then compare with a backup.")
        )
    return [safe(line) for line in lines]


def _marked_lines(verified: Verified, utc_to_local: Callable[[int], int]) -> list[str]:
    if not verified.marked:
        return [_("Every entry was written by the clock of its machine.")]
    lines = [
        _("Entries that are less than first-hand: {count}:").format(count=len(verified.marked))
    ]
    lines += [
        "  "
        + _("entry {entry}, {act}, {at}, {actor}: {marks}").format(
            entry=f"{marked.site}/{marked.sequence}",
            act=act_word(marked.act),
            at=moment(utc_to_local(marked.recorded_at)),
            actor=marked.actor or "—",
            marks=marks_words(marked.marks),
        )
        for marked in verified.marked
    ]
    return lines


def verified_table(
    verified: Verified, utc_to_local: Callable[[int], int], *, strict: bool
) -> Table:
    """Return the findings as rows; the ledger, its heads and, if strict, its marks beside them."""
    extra = {
        "clean": verified.clean,
        "path": verified.path,
        "site": verified.site,
        "entries": verified.entries,
        "records": verified.records,
        "heads": [
            {"site": head.site, "entry": head.sequence, "digest": head.digest}
            for head in verified.heads
        ],
    }
    if strict:
        extra["marked"] = [
            {
                "site": marked.site,
                "entry": marked.sequence,
                "act": marked.act,
                "actor": marked.actor,
                "recorded_at": calendar.at_label(utc_to_local(marked.recorded_at)),
                "marks": list(marked.marks),
            }
            for marked in verified.marked
        ]
    return lay_out(
        name="verify",
        columns=(
            Column(key="quality", title=N_("Quality"), show=lambda name: _(NAMES[name])),
            Column(key="about"),
            Column(key="text", title=N_("Finding")),
            Column(key="site"),
            Column(key="entry"),
            Column(key="number"),
        ),
        things=verified.findings,
        extra=extra,
        empty=_("Nothing was found."),
    )


def info_lines(info: Info) -> list[str]:
    """Return what there is to say about a ledger, one thing a line."""
    since = info.rulebook_since
    said = [
        (_("Ledger"), info.path),
        (_("Chosen by"), _chosen(info.chosen_by)),
        (_("Site"), info.site),
        (_("Town"), info.town),
        (_("Time zone"), info.zone),
        (_("Language"), info.language),
        (_("Rulebook"), info.rulebook),
        (_("Since"), None if since is None else calendar.day_label(since)),
        (_("Schema"), str(info.schema)),
        (_("Entries"), str(info.entries)),
        (_("Records"), str(info.records)),
        (_("Last entry"), None if info.written_at is None else moment(info.written_at)),
        (
            _("Head"),
            None
            if info.head is None
            else receipt_text(info.head.site, info.head.sequence, info.head.digest, language()),
        ),
        (_("Size"), _("{count} bytes").format(count=info.size)),
        (_("Network share"), {True: _("yes"), False: _("no"), None: None}[info.share]),
        ("SQLite", info.sqlite),
    ]
    colon = _(": ")
    lines = [f"{name}{colon}{value}" for name, value in said if value is not None]
    if info.share:
        lines.append(
            _("On a network share only one writer at a time can be promised; never copy the file.")
        )
    return [safe(line) for line in lines]


def _chosen(chosen_by: str) -> str:
    return _("the user's own folder") if chosen_by == "default" else chosen_by


def info_table(info: Info) -> Table:
    """Return the same as one row for scripts."""
    since = info.rulebook_since
    values = {
        "path": info.path,
        "chosen_by": info.chosen_by,
        "site": info.site,
        "town": info.town,
        "zone": info.zone,
        "language": info.language,
        "rulebook": info.rulebook,
        "rulebook_since": None if since is None else calendar.day_label(since),
        "schema_version": info.schema,
        "entries": info.entries,
        "records": info.records,
        "head_entry": info.head.sequence if info.head else None,
        "head_digest": info.head.digest if info.head else None,
        "last_entry_at": None if info.written_at is None else calendar.at_label(info.written_at),
        "size": info.size,
        "network_share": info.share,
        "sqlite": info.sqlite,
    }
    return Table(
        name="info",
        columns=tuple(Column(key=key, title=key) for key in values),
        rows=(tuple(values.values()),),
    )
