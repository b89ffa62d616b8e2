"""What may stand at the cursor of a line that is being typed: commands, options, values.

Convention: a shell runs `streetchief complete-line =WORD BEFORE...`: the words before the cursor,
and behind `=` what stands of the word under it (PowerShell drops an empty argument). The answer is
`words`, `files` or `folders` on a line, then an offer a line, its meaning behind a tab. What cannot
be answered is answered by silence and exit 0: no ledger, a locked, damaged or unreadable one, a
command that is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from streetchief.cli import session
from streetchief.cli.catalog import CATALOG, Branch, Leaf
from streetchief.locale.text import gettext as _
from streetchief.output.stream import emit

if TYPE_CHECKING:
    from streetchief.cli.offers import Offer

WORDS = "words"


def answer(args: Sequence[str]) -> None:
    """Answer a shell on standard output; never fail, never say an error."""
    with suppress(Exception):
        typed, *before = args
        kind, offers = complete(before, typed.removeprefix("="))
        lines = [kind, *("\t".join(offer).rstrip() for offer in offers)]
        emit("".join(f"{' '.join(line.splitlines())}\n" for line in lines))


def complete(before: Sequence[str], typed: str) -> tuple[str, list[Offer]]:
    """Return what kind of thing may stand for `typed` behind the words `before`, and which."""
    session.begin(before)
    line = Line()
    for word in before:
        line.read(word)
    if line.open_option is None and not line.only_arguments:
        option, equals, value = typed.partition("=")
        if equals and (known := line.options.get(option)) is not None:
            kind, offers = line.values_of(known, value)
            return kind, [(f"{option}={word}", meaning) for word, meaning in offers]
        if typed.startswith("-"):
            return WORDS, list(line.option_offers(typed))
    if line.open_option is not None:
        return line.values_of(line.open_option, typed)
    if line.leaf is None:
        return WORDS, [offer for offer in line.command_offers() if offer[0].startswith(typed)]
    if line.argument is None:
        return WORDS, [] if typed else list(line.option_offers("--"))
    return line.values_of(line.argument, typed)


class Line:
    """What the words of a call up to the cursor have come to.

    Typer's own command is made, and its module imported, only when its options or arguments
    matter: the names of commands come from the catalogue alone.
    """

    def __init__(self) -> None:
        self.path: list[str] = []
        self.catalog: Mapping[str, Leaf | Branch] = CATALOG
        self.leaf: Leaf | None = None
        self.said: dict[str, list[str]] = {}
        self.arguments: list[str] = []
        self.open_option: Any = None
        self.only_arguments = False
        self._params: list[Any] | None = None

    def read(self, word: str) -> None:
        """Take in the next word; raises `KeyError` for a command or an option nobody knows."""
        if self.open_option is not None:
            self._say(self.open_option, word)
            self.open_option = None
        elif word == "--" and not self.only_arguments:
            self.only_arguments = True
        elif word.startswith("-") and word != "-" and not self.only_arguments:
            option, equals, value = word.partition("=")
            known = self.options[option]
            if equals or known.is_flag:
                self._say(known, value)
            else:
                self.open_option = known
        elif self.leaf is None:
            entry = self.catalog[word]
            self.path.append(word)
            self._params = None
            if isinstance(entry, Branch):
                self.catalog = entry.verbs
            else:
                self.leaf = entry
        else:
            self.arguments.append(word)

    def _say(self, option: Any, value: str) -> None:
        self.said.setdefault(option.name, []).append(value)
        if option.name == "db":
            session.choose_ledger(None, option, value)

    @property
    def params(self) -> list[Any]:
        """The declared options and arguments of the command the line has come to."""
        if self._params is None:
            import typer

            from streetchief.cli.main import program

            command: Any = program()
            for word in self.path:
                command = command.get_command(None, word)
            self._params = command.get_params(typer.Context(command))
        return self._params

    @property
    def options(self) -> Mapping[str, Any]:
        """Every option that may be typed here, by each of its names."""
        return {
            name: param
            for param in self.params
            if param.param_type_name == "option"
            for name in (*param.opts, *param.secondary_opts)
        }

    @property
    def argument(self) -> Any:
        """The argument that the next plain word would be; None when there are enough."""
        declared = [param for param in self.params if param.param_type_name == "argument"]
        for at, param in enumerate(declared):
            if param.nargs < 0 or at == len(self.arguments):
                return param
        return None

    def command_offers(self) -> Iterator[Offer]:
        """Give the commands, or the verbs, that may come next."""
        for name, entry in self.catalog.items():
            yield name, _(entry.help)

    def option_offers(self, typed: str) -> Iterator[Offer]:
        """Give the options that begin so; one that was said is offered again if it repeats."""
        for param in self.params:
            if param.param_type_name == "option" and (
                param.name not in self.said or getattr(param, "multiple", False)
            ):
                longest = max(param.opts, key=len)
                for name in (*param.opts, *param.secondary_opts):
                    if name.startswith(typed) and (
                        name in (longest, typed) or name in param.secondary_opts
                    ):
                        yield name, _(param.help) if param.help else ""

    def values_of(self, param: Any, typed: str) -> tuple[str, list[Offer]]:
        """Return what may stand where this option or argument wants a value."""
        from streetchief.cli.offers import PATHS, Asked, offers_for, wanted_by

        noun = self.path[0] if self.path else ""
        asked = Asked(typed=typed, noun=noun, said=self.said, taken=self.arguments)
        found: list[Offer] = []
        for wanted in wanted_by(param, noun):
            if wanted in PATHS:
                return PATHS[wanted], []
            if wanted == "FORMAT" and self.leaf is not None:
                found += [(name, "") for name in self.leaf.formats if name.startswith(typed)]
                continue
            found += offers_for(wanted, asked)
        return WORDS, found
