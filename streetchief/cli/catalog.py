"""The commands: where each lives, what it does in one line, and which shared options it takes.

The convention to know: nothing here imports a command; its module is imported only when it is
called, so that `log` never pays for a report. Names are in the order of `--help`: what is typed
every day comes first. An option that several commands have is declared here once, means the same
everywhere, and is injected as `--db` is: a command reads it from `session.asked()`.
"""

from __future__ import annotations

from collections.abc import Mapping

from streetchief.locale.text import N_


class Shared:
    """An option of several commands: how it is typed, its value, what it means.

    `many` may be repeated, a flag has no value (`metavar` is empty), `low` and `high` bound a whole
    number.
    """

    __slots__ = ("help", "high", "low", "many", "metavar", "typed")

    def __init__(
        self,
        typed: str,
        metavar: str,
        help: str,  # noqa: A002
        *,
        many: bool = False,
        low: int | None = None,
        high: int | None = None,
    ) -> None:
        self.typed = typed
        self.metavar = metavar
        self.help = help
        self.many = many
        self.low = low
        self.high = high


SHARED: Mapping[str, Shared] = {
    "town": Shared("--town", "TOWN", N_("The town meant: only what lies in it.")),
    "week": Shared("--week", "WEEK", N_("The week: 2026-W47, last, 上周, or a date in it.")),
    "month": Shared("--month", "MONTH", N_("The month, e.g. 2026-11.")),
    "year": Shared("--year", "YEAR", N_("The year, e.g. 2026.")),
    "since": Shared("--from", "DAY", N_("The first day.")),
    "until": Shared("--to", "DAY", N_("The last day, included.")),
    "on": Shared("--on", "DAY", N_("The day; else today.")),
    "first_off": Shared("--on", "DAY", N_("The first day it is no longer so.")),
    "ends": Shared("--until", "DAY", N_("The first day after it.")),
    "opened_on": Shared("--opened-on", "DAY", N_("Its first open day.")),
    "closed_on": Shared("--closed-on", "DAY", N_("The first day it is no longer open.")),
    "due": Shared("--due", "DAY", N_("The last day to close it in time.")),
    "reply_by": Shared("--reply-by", "DAY", N_("The day a reply is due.")),
    "kind": Shared("--kind", "KIND", N_("The kind, by its name.")),
    "list_": Shared("--list", "LIST", N_("The list of items; else the first one, or all.")),
    "category": Shared("--category", "C", N_("A category of the rulebook.")),
    "place": Shared("--place", "PLACE", N_("Where: any place, and what lies in it.")),
    "street": Shared("--street", "STREET", N_("The street.")),
    "person": Shared("--person", "NAME", N_("The person.")),
    "holder": Shared("--holder", "NAME", N_("Who answers for it.")),
    "joint": Shared(
        "--joint", "NAME", N_("Who answers for it as well; may be repeated."), many=True
    ),
    "by": Shared("--by", "NAME", N_("Who did it.")),
    "with_": Shared("--with", "NAME", N_("Who did it as well; may be repeated."), many=True),
    "found_by": Shared("--found-by", "NAME", N_("Only what this one found.")),
    "approved_by": Shared("--approved-by", "NAME", N_("Who approved it; else it is pending.")),
    "stage": Shared("--stage", "STAGE", N_("Which stage; else the usual one.")),
    "state": Shared(
        "--state",
        "STATE",
        N_(
            "open, overdue, suspended, returned, reopened, supervised, closed, fixed, void, "
            "live or all."
        ),
    ),
    "reached": Shared("--reached", "NAME", N_("The milestone that was reached.")),
    "amount": Shared(
        "--amount", "MEASURE=VALUE", N_("An amount, e.g. 面积=120.5; may be repeated."), many=True
    ),
    "fields": Shared(
        "--set", "FIELD=VALUE", N_("A field of the list; may be repeated."), many=True
    ),
    "cleared": Shared("--cleared", "", N_("It was cleared, not found.")),
    "evidence": Shared("--evidence", "FILE", N_("A photo or paper; may be repeated."), many=True),
    "note": Shared("--note", "TEXT", N_("Words about it.")),
    "why": Shared("--why", "TEXT", N_("The reason.")),
    "text": Shared("--text", "TEXT", N_("The words.")),
    "key": Shared("--key", "KEY", N_("A retry key: the same key is written once.")),
    "name": Shared("--name", "NAME", N_("A new name; the old one stays an alias.")),
    "alias": Shared("--alias", "ALIAS", N_("Another name people use; may be repeated."), many=True),
    "code": Shared("--code", "CODE", N_("Its official or own code.")),
    "parent": Shared("--parent", "PLACE", N_("What it lies in: a name or code.")),
    "village": Shared("--village", "VILLAGE", N_("The village it lies in.")),
    "zone": Shared("--zone", "ZONE", N_("The zone it belongs to.")),
    "unit": Shared("--unit", "UNIT", N_("Village committee or home unit, e.g. 大皿村委会.")),
    "title": Shared("--title", "TITLE", N_("Post elsewhere, e.g. 村主任.")),
    "grade": Shared("--grade", "GRADE", N_("The grade.")),
    "honour": Shared("--honour", "HONOUR", N_("Only this honour.")),
    "role": Shared("--role", "ROLE", N_("Only this role.")),
    "weeks": Shared("--weeks", "N", N_("The last N weeks."), low=1, high=520),
    "size": Shared("--paper", "SIZE", N_("a4, a4-landscape, a3, a3-landscape.")),
    "all_": Shared("--all", "", N_("Everything, also what is over or stands well.")),
    "ascii": Shared("--ascii", "", N_("Draw with plain signs.")),
    "exit_code": Shared(
        "--exit-code", "", N_("Exit with 10 when one is unmet, unreachable or to be mended.")
    ),
    "send": Shared(
        "--send", "TARGET", N_("Send it there, by the target's name; may be repeated."), many=True
    ),
    "dry_run": Shared("--dry-run", "", N_("Do nothing; say what would be done.")),
    "as_of": Shared("--as-of", "DAY", N_("As the ledger knew it then.")),
    "format": Shared("--format", "FORMAT", ""),  # its help is what the command writes
    "output": Shared("--output -o", "FILE", N_("Write to a file, whole or not at all.")),
    "bom": Shared("--bom", "", N_("Begin CSV with a byte order mark, for Excel.")),
}
"""Every option that several commands have, by the name `session.asked()` has it under."""

TABLE = ("table", "plain", "markdown", "html", "csv", "tsv", "json", "jsonl", "xlsx")
"""What a table is written as, and an act's answer."""
PAPER = ("plain", "markdown", "html", "docx", "xlsx", "csv", "tsv", "json", "jsonl")
FORM = ("plain", "html", "docx")
PAGE = ("html",)
STORY = ("plain", "json")


class Leaf:
    """A command: module below `streetchief.cli`, function there, one line of help.

    `takes` are the shared options it has, in the order of its help; one with a ! must be given.
    `formats` are what it writes; one that makes a `folder` has an -o of its own.
    """

    __slots__ = ("folder", "formats", "function", "help", "module", "takes")

    def __init__(
        self,
        module: str,
        function: str,
        help: str,  # noqa: A002
        takes: str = "",
        formats: tuple[str, ...] = TABLE,
        *,
        folder: bool = False,
    ) -> None:
        self.module = module
        self.function = function
        self.help = help
        self.takes = takes
        self.formats = formats
        self.folder = folder


class Act(Leaf):
    """A command that saves: where it fails, it says that nothing was saved."""

    __slots__ = ()


class Branch:
    """A noun with its verbs; `flags` are verbs that may also be typed as an option."""

    __slots__ = ("flags", "help", "verbs")

    def __init__(
        self,
        help: str,  # noqa: A002
        verbs: Mapping[str, Leaf],
        flags: Mapping[str, str] | None = None,
    ) -> None:
        self.help = help
        self.verbs = verbs
        self.flags = flags or {}


SECTIONS: Mapping[str, str] = {
    "log": N_("Every day"),
    "week": N_("Papers and figures"),
    "appoint": N_("Posts and leave"),
    "item": N_("Lists and other duties"),
    "place": N_("The register"),
    "init": N_("The ledger and its rules"),
}
"""The headings of `--help`, each by the command it stands before."""

_SPAN = "week month since until"
_DONE = "by with_ on note evidence list_"

CATALOG: Mapping[str, Leaf | Branch] = {
    "log": Act(
        "log",
        "log",
        N_("Log a patrol, or another activity, of one or several streets."),
        "by with_ note town kind approved_by key",
    ),
    "overdue": Leaf(
        "overdue",
        "overdue",
        N_("List streets that fall behind, worst first."),
        "town week all_ exit_code as_of",
    ),
    "status": Leaf(
        "status",
        "status",
        N_("Show how a town, a street or a person stands."),
        "week year town as_of",
        (*TABLE, "svg"),
    ),
    "explain": Leaf(
        "explain", "explain", N_("Explain a verdict with its arithmetic."), "week town as_of", STORY
    ),
    "remind": Leaf(
        "status",
        "remind",
        N_("Write one message to paste for each person."),
        "town as_of send dry_run",
    ),
    "history": Leaf("history", "history", N_("Show who wrote what, and when.")),
    "void": Act("corrections", "void", N_("Void a record by its number, with the reason."), "why!"),
    "undo": Act("corrections", "undo", N_("Take back the last entry as a whole."), "why"),
    "approve": Act(
        "corrections", "approve", N_("Approve a late patrol or a pending exemption."), "by!"
    ),
    "objection": Branch(
        N_("Objections to a verdict: recorded, answered, shown beside it."),
        {
            "open": Act(
                "objection",
                "open_",
                N_("Record an objection to a verdict."),
                "week! text! by town",
            ),
            "answer": Act("objection", "answer_", N_("Answer an objection."), "text! by"),
            "list": Leaf("objection", "list_", N_("List objections with their answers."), "as_of"),
        },
    ),
    "review": Branch(
        N_("A second look: what is odd in the log, and samples looked at on site."),
        {
            "list": Leaf(
                "review", "list_", N_("List entries worth a second look."), "week town as_of"
            ),
            "sample": Act(
                "review", "sample", N_("Draw patrols at random to look at."), "week town"
            ),
            "answer": Act("review", "answer_", N_("Record what was found on site."), "by! note"),
        },
    ),
    "week": Act(
        "week",
        "week",
        N_("Write the weekly paper; of a month or year, or the county's."),
        "month year town all_ send dry_run as_of",
        PAPER,
    ),
    "score": Branch(
        N_("Assessments: streets, chiefs, departments, towns; the trend."),
        {
            "list": Leaf(
                "score",
                "list_",
                N_("Assess streets, chiefs, departments or towns."),
                f"{_SPAN} town as_of",
            ),
            "department": Leaf(
                "score",
                "department",
                N_("One department, place by place over its towns."),
                f"{_SPAN} as_of",
            ),
            "hosts": Leaf(
                "score",
                "hosts",
                N_("What speaks for each town as host of a meeting."),
                f"{_SPAN} as_of",
            ),
            "trend": Leaf(
                "score",
                "trend",
                N_("Draw the met rate, week by week."),
                "weeks town ascii as_of",
            ),
            "ages": Leaf("score", "ages", N_("Draw overdue items by age."), "town ascii as_of"),
        },
    ),
    "board": Branch(
        N_("What hangs on the wall: notice boards, street signs, the wall chart."),
        {
            "org": Act(
                "board", "org", N_("The organisation: who holds which post."), "town size", PAGE
            ),
            "duties": Act(
                "board", "duties", N_("The duties: what each role has to do."), "town size", PAGE
            ),
            "rules": Act(
                "board", "rules", N_("The rules everyone is judged by."), "town size", PAGE
            ),
            "projects": Act(
                "board",
                "projects",
                N_("The projects with money and milestones."),
                "town size",
                PAGE,
            ),
            "contests": Act(
                "board",
                "contests",
                N_("The contests: who stands where."),
                f"{_SPAN} town size",
                PAGE,
            ),
            "sign": Act(
                "board", "sign", N_("The street-chief sign of a street."), "town size", PAGE
            ),
            "chart": Act(
                "board",
                "chart",
                N_("The wall chart: weeks, projects, clearances."),
                "town weeks year size",
                PAGE,
            ),
            "stale": Leaf("board", "stale", N_("List boards whose facts have changed."), "all_"),
        },
        {"--stale": "stale"},
    ),
    "form": Branch(
        N_("Papers for the hand: sheets to fill in, slips to sign."),
        {
            "patrols": Leaf(
                "form", "patrols", N_("A week's blank patrol sheet."), "week town all_", PAGE
            ),
            "duties": Leaf(
                "form", "duties", N_("A chief's duties of a year, to sign."), "year", FORM
            ),
            "assign": Leaf("form", "assign", N_("Who is to put an item right."), "list_", FORM),
            "supervise": Leaf(
                "form", "supervise", N_("That an item is supervised."), "list_", FORM
            ),
            "close-out": Leaf(
                "form", "close_out", N_("That a close-out is asked for."), "list_", FORM
            ),
            "exemption": Leaf("form", "exemption", N_("An exemption to be approved."), "", FORM),
        },
    ),
    "archive": Leaf(
        "archive", "archive", N_("Put a year into one folder, for inspection."), folder=True
    ),
    "appoint": Act(
        "post", "appoint", N_("Give a holder a role at a place."), "since! ends note town"
    ),
    "relieve": Act("post", "relieve", N_("End a role at a place."), "first_off! town"),
    "handover": Act(
        "post",
        "handover",
        N_("Pass everything one holder has on to another."),
        "first_off! town",
    ),
    "exempt": Act(
        "absence",
        "exempt",
        N_("Take days out of a duty, with the reason."),
        "street person town since! until! approved_by note",
    ),
    "delegate": Act(
        "absence",
        "delegate",
        N_("Let someone patrol for a chief."),
        "street town since! until! note",
    ),
    "absence": Branch(
        N_("Exemptions and delegations: who need not go, and who goes for whom."),
        {
            "list": Leaf(
                "absence", "list_", N_("List exemptions, or delegations."), "kind town all_ as_of"
            ),
            "revoke": Act(
                "absence", "revoke", N_("Take an exemption or a delegation back."), "why!"
            ),
        },
    ),
    "calendar": Branch(
        N_("The work-day calendar."),
        {
            "show": Leaf("workdays", "show", N_("Show a year's days off."), "year as_of"),
            "import": Act("workdays", "import_", N_("Extend it by a table of days off."), "year"),
            "exempt": Act(
                "workdays", "exempt", N_("Exempt a town for a festival."), "town! approved_by"
            ),
        },
    ),
    "item": Branch(
        N_("Items of lists: found, assigned, rectified, verified by another, struck off."),
        {
            "open": Act(
                "item",
                "open_",
                N_("Open an item of a list."),
                "category list_ place street town by on holder joint due amount fields evidence"
                " note key",
            ),
            "assign": Act(
                "item",
                "move",
                N_("Say who answers for it, and by when."),
                "holder! joint due by on note list_",
            ),
            "rectify": Act("item", "move", N_("Record that it was put right."), f"{_DONE} amount"),
            "verify": Act("item", "move", N_("Verify it and strike it off."), _DONE),
            "advance": Act(
                "item",
                "move",
                N_("Move it on to another stage."),
                "stage by on due note evidence fields list_",
            ),
            "return": Act(
                "item", "move", N_("Send it back, with the reason."), "by why stage due on list_"
            ),
            "suspend": Act(
                "item", "move", N_("Stop its clock, with the reason."), "ends why by on list_"
            ),
            "resume": Act("item", "move", N_("Let its clock run again."), "by note due on list_"),
            "reopen": Act("item", "move", N_("Reopen it on a relapse."), "why by due on list_"),
            "void": Act("item", "move", N_("Void it, with the reason."), "why by on list_"),
            "supervise": Act(
                "item", "move", N_("Escalate it; a reply is due."), "reply_by by note on list_"
            ),
            "reply": Act(
                "item", "move", N_("Reply to a supervised item."), "note by evidence on list_"
            ),
            "set": Act("item", "set_", N_("Set fields of it."), "by on note list_"),
            "measure": Act(
                "item",
                "measure",
                N_("Add what more was found or cleared."),
                "cleared by on note list_",
            ),
            "milestone": Act(
                "item",
                "milestone",
                N_("Set milestones, or reach one."),
                "reached due by on note list_",
            ),
            "note": Act("item", "note", N_("Note something about it."), "by evidence on list_"),
            "list": Leaf(
                "item",
                "list_",
                N_("List items."),
                "list_ category holder place street town found_by state key since until on as_of",
            ),
            "show": Leaf(
                "item", "show", N_("Show the whole way of an item."), "list_ as_of", STORY
            ),
            "figures": Leaf(
                "item",
                "figures",
                N_("Count items: due, closed, in time; by age; where they come back; …"),
                "list_ category holder place street town found_by state since until on as_of",
            ),
            "documents": Act("item", "documents", N_("Enter the documents the rulebook names.")),
        },
    ),
    "honour": Branch(
        N_("Honours and titles of villages, towns and courtyards."),
        {
            "apply": Act(
                "honours",
                "record",
                N_("Record that an honour was applied for."),
                "on grade by note town",
            ),
            "assess": Act(
                "honours", "record", N_("Record an assessment."), "on grade by note town"
            ),
            "award": Act(
                "honours",
                "record",
                N_("Record that an honour was awarded."),
                "on grade by note town",
            ),
            "revoke": Act(
                "honours", "record", N_("Record that an honour was taken away."), "on by note town"
            ),
            "list": Leaf(
                "honours", "honour_list", N_("List where places stand."), "honour town on as_of"
            ),
            "coverage": Leaf(
                "honours",
                "coverage",
                N_("Count who holds a title, of how many."),
                "honour town on as_of",
            ),
        },
    ),
    "duty": Branch(
        N_("Every recurring duty: patrols, clean-ups, rounds."),
        {
            "list": Leaf("duty", "list_", N_("List the duties in force."), "town on as_of"),
            "status": Leaf(
                "duty",
                "status",
                N_("Show how each holder or place stands."),
                "week town exit_code as_of",
            ),
        },
    ),
    "activity": Branch(
        N_("Clean-ups, training, visits, meetings and other activities."),
        {
            "list": Leaf(
                "activities",
                "activity_list",
                N_("List activities with their sums."),
                "kind town by since until as_of",
            ),
            "figures": Leaf(
                "activities",
                "activity_figures",
                N_("Sum activities up."),
                "kind town by since until as_of",
            ),
        },
    ),
    "place": Branch(
        N_("Places: counties, towns, villages, streets, zones."),
        {
            "add": Act(
                "place",
                "add",
                N_("Register a street or another place."),
                "kind! town village parent zone code opened_on closed_on alias",
            ),
            "list": Leaf(
                "place",
                "list_",
                N_("List places; with --kind street also their chiefs."),
                "kind town all_ as_of",
            ),
            "close": Act(
                "place", "close", N_("Close a place from a day on."), "first_off! kind town"
            ),
            "merge": Act("place", "merge", N_("Say which place continues another."), "first_off!"),
            "alias": Act("place", "alias", N_("Add a name people use."), "kind town"),
            "edit": Act(
                "place",
                "edit",
                N_("Correct what is registered."),
                "kind town name code parent village zone opened_on closed_on",
            ),
        },
    ),
    "holder": Branch(
        N_("Who holds roles: persons and departments."),
        {
            "add": Act(
                "holder", "add", N_("Register a person, or a department."), "kind unit title alias"
            ),
            "list": Leaf(
                "holder", "list_", N_("List persons, or departments."), "kind town all_ as_of"
            ),
            "close": Act(
                "holder", "close", N_("Take a holder off the register."), "first_off! kind"
            ),
            "alias": Act("holder", "alias", N_("Add a name people use."), "kind"),
            "edit": Act(
                "holder", "edit", N_("Correct what is registered."), "kind name unit title"
            ),
            "posts": Leaf(
                "post",
                "posts",
                N_("Show who holds which post, from the top down."),
                "role town on as_of",
            ),
            "check": Leaf(
                "post",
                "check",
                N_("Check posts against the rulebook; say what to do."),
                "town on exit_code as_of",
            ),
        },
    ),
    "init": Act("ledger", "init", N_("Make a new ledger; nothing else ever creates one."), "town"),
    "import": Act(
        "imports",
        "import_",
        N_("Import places, streets, holders, … from a file."),
        "town dry_run",
    ),
    "rulebook": Branch(
        N_("The rulebook: roles, duties, lists and what belongs to one town and time."),
        {
            "show": Leaf(
                "rulebook",
                "show",
                N_("Show the rulebook in force."),
                "on town as_of",
                (*TABLE, "toml"),
            ),
            "check": Leaf("rulebook", "check", N_("Check a rulebook file, mistake by mistake.")),
            "apply": Act(
                "rulebook", "apply", N_("Put a rulebook in force from a day on."), "since!"
            ),
            "set": Act(
                "rulebook", "set_", N_("Change one field of a duty from a day on."), "since! town"
            ),
            "limit": Act("rulebook", "limit", N_("Date an amount of a limit."), "since! note"),
            "limits": Leaf("rulebook", "limits", N_("List the amounts of limits."), "as_of"),
        },
    ),
    "verify": Leaf("verify", "verify", N_("Check the whole ledger: chain, schema, figures.")),
    "info": Leaf("verify", "info", N_("Say which ledger this is and what is in it.")),
    "completion": Leaf(
        "completion", "completion", N_("Print what a shell needs to complete."), "", ("plain",)
    ),
}
"""Every command of the program."""
