"""`completion SHELL`: the script a shell needs so that TAB completes; it asks `cli.complete`."""

from pathlib import Path
from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

SCRIPTS = {"bash": "bash.sh", "zsh": "zsh.sh", "fish": "fish.fish", "powershell": "powershell.ps1"}


def completion(
    shell: Annotated[
        str, typer.Argument(metavar="bash|zsh|fish|powershell", help=N_("The shell it is for."))
    ],
) -> None:
    if shell not in SCRIPTS:
        raise BadUsage(
            _("There is no completion for {name}.").format(name=shell),
            _("Choose one: {names}.").format(names=_(", ").join(SCRIPTS)),
        )
    script = (Path(__file__).parent / "shells" / SCRIPTS[shell]).read_text("utf-8")
    session.put(lambda: script)
