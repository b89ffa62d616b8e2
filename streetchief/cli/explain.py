"""`explain`: the arithmetic of a verdict."""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import read_span
from streetchief.locale.text import N_


def explain(
    name: Annotated[
        str, typer.Argument(metavar="STREET|NAME", help=N_("A street, another place or a person."))
    ],
) -> None:
    from streetchief.duties.explain import explain as explain_verdict
    from streetchief.duties.pages.explain import explain_text
    from streetchief.duties.pages.explain_data import explain_json

    asked = session.asked()
    with session.reading() as office:
        found = explain_verdict(office, name, read_span(asked.week, office), town=asked.town)
    session.put(lambda: explain_text(found), others={"json": lambda: explain_json(found)})
