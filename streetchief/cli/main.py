"""The program's door: parses the call, runs one command, and turns every failure into sentences.

Convention: a command returns None, or raises; exit codes other than 0 come from errors and from
`typer.Exit`. Help texts are marked at import time and translated when help is shown.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Any, cast

import typer
from typer import core, main
from typer._click import exceptions as usage

from streetchief.cli import session
from streetchief.cli.catalog import CATALOG, SECTIONS, SHARED, Act, Branch, Leaf
from streetchief.errors import BadUsage, Exit, StreetchiefError
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

_LONGEST = 2_000  # characters of a line of talk: what was pasted by mistake is not all repeated
_HELP_WORDS = ("help", "-h", "帮助")  # what people type who have not read that it is --help


class OfficeCommand(core.TyperCommand):
    """A command that takes the shared options its leaf names, and speaks the reader's language."""

    leaf: Leaf
    injected: list[Any]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, ["--help"] if args == ["-h"] else args)

    def make_parser(self, ctx: Any) -> Any:
        parser: Any = super().make_parser(ctx)
        parser.parse_args = partial(_parse_once, parser.parse_args, ctx)
        return parser

    def invoke(self, ctx: Any) -> Any:
        said = {name: ctx.params.pop(name) for name in _taken(self.leaf)}
        session.take(ctx.info_name, said, self.leaf.formats, ctx.params)
        return super().invoke(ctx)

    def get_params(self, ctx: Any) -> list[Any]:
        return [
            *self.params,
            *self.injected,
            *([help_] if (help_ := self.get_help_option(ctx)) else []),
        ]

    def get_help(self, ctx: Any) -> str:
        from streetchief.cli.help_page import page_of

        return page_of(self, ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _translate(self)
        core.TyperCommand.format_help(self, ctx, formatter)


class OfficeGroup(core.TyperGroup):
    """A group whose commands are imported when they are called."""

    catalog: Mapping[str, Leaf | Branch] = {}
    flags: Mapping[str, str] = {}

    def get_params(self, ctx: Any) -> list[Any]:
        options = _shared_options()
        if self.catalog is CATALOG:
            options.append(
                core.TyperOption(
                    param_decls=["--version"],
                    is_flag=True,
                    is_eager=True,
                    expose_value=False,
                    callback=_print_version,
                    help=N_("Print the version and exit."),
                )
            )
        return [*options, *([help_] if (help_ := self.get_help_option(ctx)) else [])]

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.catalog)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        entry = self.catalog.get(cmd_name)
        if entry is None:
            return None
        return _branch(cmd_name, entry) if isinstance(entry, Branch) else _leaf(cmd_name, entry)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] in _HELP_WORDS:
            args = [*args[1:], "--help"]
        if args and args[0] in self.flags:
            args = [self.flags[args[0]], *args[1:]]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        self.commands = cast(Any, dict.fromkeys(self.catalog))  # the names to suggest from
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:
        from streetchief.cli.help_page import page_of

        return page_of(self, ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _translate(self)
        core.TyperGroup.format_help(self, ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        heading = _("Commands")
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, entry in self.catalog.items():
            if self.catalog is CATALOG and name in SECTIONS:
                heading = _(SECTIONS[name])
            sections.setdefault(heading, []).append((name, _(entry.help)))
        for heading, rows in sections.items():
            with formatter.section(heading):
                formatter.write_dl(rows)


def _parse_once(parse: Callable[..., Any], ctx: Any, args: list[str]) -> Any:
    """Parse as the parser does, but refuse an option given twice, unless it may be repeated."""
    read = parse(args)
    seen = set()
    for param in read[2]:
        if param.param_type_name == "option" and not param.multiple:
            if param.name in seen:
                raise GivenTwice(param, ctx)
            seen.add(param.name)
    return read


class GivenTwice(usage.UsageError):
    """An option that takes one value was given two."""

    def __init__(self, param: Any, ctx: Any) -> None:
        super().__init__(
            _("{what} was given twice.").format(what=_shown(param, ctx)),
            ctx=ctx,
        )


def _translate(command: Any) -> None:
    command.help = _(command.help) if command.help else command.help
    for param in command.params:
        if getattr(param, "help", None):
            param.help = _(param.help)


def _taken(leaf: Leaf) -> dict[str, bool]:
    """Return the shared options a command has and whether each must be given."""
    names = [*leaf.takes.split(), "format"]
    names += [] if leaf.folder else ["output"]
    names += ["bom"] if "csv" in leaf.formats else []
    return {name.rstrip("!"): name.endswith("!") for name in names}


def _option(name: str, leaf: Leaf, *, required: bool) -> Any:
    """Make an option of `catalog.SHARED`; its help is translated when it is shown."""
    shared = SHARED[name]
    kind = None
    if shared.low is not None:
        from typer._click.types import IntRange

        kind = IntRange(shared.low, shared.high)
    return core.TyperOption(
        param_decls=[*shared.typed.split(), name],
        metavar=shared.metavar or None,
        help=", ".join(leaf.formats) if name == "format" else shared.help,
        required=required,
        is_flag=not shared.metavar,
        default=None if shared.metavar else False,
        multiple=shared.many,
        type=kind,
    )


def _shared_options() -> list[Any]:
    return [
        core.TyperOption(
            param_decls=["--db"],
            metavar="PATH",
            expose_value=False,
            callback=session.choose_ledger,
            help=N_("The ledger file; else STREETCHIEF_DB, else the user's own."),
        ),
        core.TyperOption(
            param_decls=["--lang"],
            metavar="zh|en",
            expose_value=False,
            is_eager=True,
            callback=session.choose_language,
            help=N_("The language: zh or en."),
        ),
    ]


def _print_version(ctx: Any, param: Any, value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"streetchief {version('streetchief')}")
        raise typer.Exit


def _leaf(name: str, leaf: Leaf) -> Any:
    session.begin_command(saves=isinstance(leaf, Act))
    module = import_module(f"streetchief.cli.{leaf.module}")
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name, cls=OfficeCommand, help=leaf.help, no_args_is_help=False)(
        getattr(module, leaf.function)
    )
    command = main.get_command(app)
    assert isinstance(command, OfficeCommand)
    command.leaf = leaf
    command.injected = [
        *(_option(name, leaf, required=must) for name, must in _taken(leaf).items()),
        *_shared_options(),
    ]
    return command


def _branch(name: str, branch: Branch) -> OfficeGroup:
    group = OfficeGroup(name=name, help=branch.help, no_args_is_help=True, rich_markup_mode=None)
    group.catalog = branch.verbs
    group.flags = branch.flags
    return group


def command_named(name: str) -> Any:
    """Return the command of a name, for a command that reads lines of another."""
    entry = CATALOG[name]
    assert isinstance(entry, Leaf)
    return _leaf(name, entry)


def program() -> OfficeGroup:
    """Return the whole command line as one group."""
    group = OfficeGroup(
        name="streetchief",
        help=N_("The street-chief office's ledger: patrols, the weekly minimum, the weekly paper."),
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.catalog = CATALOG
    return group


def call(args: Sequence[str]) -> int:
    """Run one call and return its exit code; failures are told on standard error."""
    session.begin(args)
    try:
        result = program().main(list(args), prog_name="streetchief", standalone_mode=False)
        code = result if isinstance(result, int) else 0
        if sys.stdout is not None:
            sys.stdout.flush()
    except StreetchiefError as error:
        return _tell(_sentences(error), error.exit_code)
    except usage.NoArgsIsHelpError as error:
        return _tell((error.format_message(),), Exit.USAGE)
    except usage.ClickException as error:
        return _tell(_usage_sentences(error), Exit.USAGE)
    except typer.Abort:
        said = _("Interrupted; nothing was saved.") if session.saves() else _("Interrupted.")
        return _tell((said,), Exit.INTERRUPTED)
    except KeyboardInterrupt:
        return _tell((_("Interrupted."),), Exit.INTERRUPTED)
    except BrokenPipeError:
        return int(Exit.DONE)
    except OSError as error:
        # Whoever saves something tells of it through `output.stream`, which knows; this is help.
        from streetchief.output.stream import give_up_on_standard_output

        give_up_on_standard_output()
        why = _("The output could not be written: {reason}.").format(reason=error.strerror)
        return _tell((why, _("The output is not complete.")), Exit.STORAGE)
    except OverflowError:
        too_large = BadUsage(_("A number of this call is too large."))
        return _tell(_sentences(too_large), Exit.USAGE)
    except UnicodeEncodeError:
        if not any(_is_half(character) for word in args for character in word):
            raise
        unreadable = BadUsage(_("A word of this call is no readable text."))
        return _tell(_sentences(unreadable), Exit.USAGE)
    except Exception as error:
        problem = session.explain(error)
        if problem is None:
            raise
        return _tell(_sentences(problem), problem.exit_code)
    return code


def _sentences(error: StreetchiefError) -> tuple[str, ...]:
    """Return what an error says; of a command that saves also that nothing was saved."""
    if error.effect is None and session.saves():
        error.effect = _("Nothing was saved.")
    return error.sentences


def _is_half(character: str) -> bool:
    """Tell whether this is what Python makes of a byte of a word that it could not decode."""
    return "\ud800" <= character <= "\udfff"


def _usage_sentences(error: usage.ClickException) -> tuple[str, ...]:
    """Say a usage error in the reader's language; Typer itself speaks English only in part."""
    ctx = getattr(error, "ctx", None)
    if isinstance(error, usage.MissingParameter) and error.param is not None:
        said = _("{what} is missing.").format(what=_shown(error.param, ctx))
        if meaning := getattr(error.param, "help", None):
            said += "\n" + _("{what}: {reason}").format(
                what=_shown(error.param, ctx), reason=_(meaning)
            )
        if getattr(error.param, "metavar", None) == "DAY":
            said += "\n" + _("Write the day like: {option} 2026-11-22").format(
                option=_shown(error.param, ctx)
            )
    elif isinstance(error, usage.NoSuchOption):
        said = _("There is no option {option}.").format(option=error.option_name)
        if error.possibilities:
            near = _(", ").join(sorted(error.possibilities))
            said += "\n" + _("Near ones: {names}.").format(names=near)
    elif isinstance(error, usage.BadParameter) and error.param is not None:
        said = _("{what}: {reason}").format(what=_shown(error.param, ctx), reason=_wrong(error))
    elif isinstance(error, usage.BadOptionUsage):
        said = _("The option {option} needs a value.").format(option=error.option_name)
    else:
        said = _wrong_words(ctx, error.format_message())
    hint = ""
    if ctx is not None:
        hint = _("Help: {command} --help").format(command=ctx.command_path)
    return tuple(part for part in (said, hint) if part)


def _wrong_words(ctx: Any, message: str) -> str:
    word = message.partition("'")[2].partition("'")[0]
    if message.startswith("No such command"):
        near = re.findall(r"'([^']+)'", message.partition("Did you mean")[2])
        said = _("There is no command {name}.").format(name=word)
        names = _(", ").join(near)
        return said + ("\n" + _("Near ones: {names}.").format(names=names) if near else "")
    if message.startswith("Got unexpected extra argument"):
        extra = message.partition("(")[2].partition("(")[2].rstrip(")")
        return _("These words are too many: {words}").format(
            words=extra or message.partition("(")[2].rstrip(")")
        )
    if message.startswith("Missing command"):
        return _("A command is missing.")
    return message


def _wrong(error: usage.BadParameter) -> str:
    """Say which numbers an option takes; Typer says it in English."""
    kind = error.param.type if error.param is not None else None
    if "int" not in str(getattr(kind, "name", "")):
        return error.message
    from streetchief.cli.help_page import range_words

    taken = range_words(getattr(kind, "min", None), getattr(kind, "max", None))
    if not taken:
        return _("This has to be a whole number.")
    return _("This has to be a whole number, {range}.").format(range=taken)


def _shown(param: Any, ctx: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.make_metavar(ctx=ctx)) if ctx is not None else str(param.name)
    return "|".join([max(param.opts, key=len), *param.secondary_opts])


def _tell(sentences: Sequence[str], code: int) -> int:
    from streetchief.output.safe import safe

    stream = sys.stderr
    if stream is not None:
        try:
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
            for sentence in sentences:
                for line in sentence.split("\n"):
                    shown = line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
                    stream.write(safe(shown) + "\n")
            stream.flush()
        except OSError:
            pass
    return int(code)
