"""`--send` of the commands that write something to be read by others.

Convention: targets are opened before the act, the text goes out after it; what happened is told on
standard error, because standard output is the paper.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from streetchief.cli import session
from streetchief.errors import BadUsage, OutputFault
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.papers.delivery import Delivery, Mailbox


def open_post(*, saves: bool = False) -> Post:
    """Open the targets of `--send`, before anything is written.

    `saves` tells that the act writes to the ledger, which a dry run must not.
    """
    asked = session.asked()
    send, dry_run = asked.send, asked.dry_run
    if dry_run and not send:
        raise BadUsage(_("--dry-run is about --send TARGET."))
    if dry_run and saves:
        raise BadUsage(_("A dry run issues nothing: leave out --issue or --dry-run."))
    if not send:
        return Post((), dry_run)
    from streetchief.papers.delivery import open_targets

    return Post(open_targets(send, os.environ), dry_run)


class Post:
    """The targets of one call; without any, posting does nothing."""

    __slots__ = ("dry_run", "mailboxes")

    def __init__(self, mailboxes: Sequence[Mailbox], dry_run: bool) -> None:
        self.mailboxes = mailboxes
        self.dry_run = dry_run

    def __bool__(self) -> bool:
        return bool(self.mailboxes)

    def send(self, messages: Sequence[tuple[str, str]], *, saved: str = "") -> None:
        """Send texts with their headings and tell what went where.

        Raises `OutputFault` (exit 6) naming each target that did not get it; `saved` says what is
        saved nevertheless.
        """
        if not self.mailboxes:
            return
        from streetchief.papers.delivery import deliver

        deliveries = deliver(self.mailboxes, messages, rehearse=self.dry_run)
        missed = []
        for delivery in deliveries:
            if self.dry_run:
                _tell(_rehearsed(delivery))
            elif delivery.arrived:
                _tell(_sent(delivery))
            else:
                missed.append(_missed(delivery))
        if missed:
            raise OutputFault(
                "\n".join(missed),
                _("Send it again to these targets only, when they can be reached."),
                effect=saved or _("What was sent to others stays sent."),
            )


def _tell(sentence: str) -> None:
    from streetchief.output.safe import safe

    if sys.stderr is not None:
        sys.stderr.write(safe(sentence) + "\n")


def _sent(delivery: Delivery) -> str:
    return _("Sent to {target} ({service}), messages: {count}.").format(
        target=delivery.target, service=delivery.service, count=delivery.sent
    )


def _rehearsed(delivery: Delivery) -> str:
    return _(
        "Would go to {target} ({service}, {address}), messages: {count}, bytes: {sizes}."
    ).format(
        target=delivery.target,
        service=delivery.service,
        address=delivery.shown,
        count=len(delivery.sizes),
        sizes=_(", ").join(str(size) for size in delivery.sizes),
    )


def _missed(delivery: Delivery) -> str:
    words = (
        _("Not sent to {target} ({service}): {reason}.")
        if delivery.sent == 0
        else _("Only {sent} of {count} messages reached {target} ({service}): {reason}.")
    )
    return words.format(
        target=delivery.target,
        service=delivery.service,
        reason=delivery.reason,
        sent=delivery.sent,
        count=len(delivery.sizes),
    )
