"""`init`: a new ledger, with the rulebook it begins with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from streetchief.cli import clock, session
from streetchief.cli.options import answer
from streetchief.errors import BadUsage, Refused
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.rulebook.rules.rulebook import Rulebook, line_of, read_rulebook
from streetchief.values.problems import say

RULEBOOKS = Path(__file__).parent.parent / "rulebooks"


def init(
    rulebook: Annotated[
        str, typer.Option("--rulebook", help=N_("A rulebook that ships (panan, empty) or a file."))
    ] = "panan",
    zone: Annotated[
        str, typer.Option("--timezone", metavar="ZONE", help=N_("The time zone."))
    ] = clock.CHINA,
    site: Annotated[
        str | None, typer.Option("--site", help=N_("A name for this site, else one is made."))
    ] = None,
) -> None:
    from streetchief.office.start import new_site, start_ledger
    from streetchief.output.safe import safe

    if not clock.is_zone(zone):
        raise BadUsage(_("There is no time zone {name}.").format(name=zone))
    if site is not None and not (
        site.isascii() and site.replace("-", "").isalnum() and len(site) <= 32
    ):
        raise BadUsage(_("A site name is made of letters, digits and hyphens, at most 32."))
    started = start_ledger(
        session.ledger_path(),
        session.office_of,
        load_rulebook(rulebook),
        site=site or new_site(),
        town=session.asked().town,
        zone=zone,
        lang=session.chosen_language() or language(),
        with_folder=session.chosen_by() == "default",  # one the user never had to know of
    )
    made = _("Ledger made: {path}").format(path=safe(str(started.path)))
    about = _("Site {site}, rulebook {rulebook}.")
    about = about.format(site=started.site, rulebook=safe(started.rulebook))
    answer([made, about], saved=made)


def load_rulebook(said: str) -> Rulebook:
    """Read a shipped rulebook by its name, or a file; raises `Refused` with every problem."""
    path = RULEBOOKS / f"{said}.toml"
    if "/" in said or "\\" in said or said.endswith(".toml") or not path.is_file():
        path = Path(said)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        shipped = _(", ").join(sorted(file.stem for file in RULEBOOKS.glob("*.toml")))
        raise Refused(
            _("There is no rulebook {name}: {error}.").format(name=said, error=error.strerror),
            _("Shipped are: {names}.").format(names=shipped),
            effect=_("Nothing was changed."),
        ) from None
    except UnicodeDecodeError:
        raise Refused(_("The rulebook {name} is not UTF-8.").format(name=said)) from None
    rulebook, problems = read_rulebook(text)
    if rulebook is None:
        lines = "\n".join(
            _("line {line}: {path}: {problem}").format(
                line=line_of(text, problem.path),
                path=".".join(str(part) for part in problem.path),
                problem=say(problem, _, language()),
            )
            for problem in problems
        )
        raise Refused(
            _("The rulebook {name} has mistakes:").format(name=said) + "\n" + lines,
            effect=_("Nothing was changed."),
        )
    return rulebook
