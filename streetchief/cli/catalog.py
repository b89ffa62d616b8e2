"""The commands: where each lives and what it does in one line, without importing any of them.

Convention: a command's module is imported only when that command is called, so that `log` never
pays for a report. Names are in the order of `--help`: what is typed every day comes first.
"""

from __future__ import annotations

from collections.abc import Mapping

from streetchief.locale.text import N_


class Leaf:
    """A command: module below `streetchief.cli`, function there, one line of help."""

    __slots__ = ("function", "help", "hidden", "module")

    def __init__(self, module: str, function: str, help: str, hidden: bool = False) -> None:  # noqa: A002
        self.module = module
        self.function = function
        self.help = help
        self.hidden = hidden


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
    "place": N_("The register"),
    "item": N_("Lists and other duties"),
    "week": N_("Papers"),
    "init": N_("The ledger"),
}
"""The headings of `--help`, each by the command it stands before."""

CATALOG: Mapping[str, Leaf | Branch] = {
    "log": Act("log", "log", N_("Log a patrol, or another activity, of one or several streets.")),
    "overdue": Leaf("overdue", "overdue", N_("List streets that fall behind, worst first.")),
    "status": Leaf("status", "status", N_("Show how a town, a street or a person stands.")),
    "brief": Leaf("brief", "brief", N_("One screen for the general chief.")),
    "remind": Leaf("brief", "remind", N_("Write one message to paste for each person.")),
    "explain": Leaf("explain", "explain", N_("Explain a verdict with its arithmetic.")),
    "history": Leaf("history", "history", N_("Show who wrote what, and when.")),
    "void": Act("corrections", "void", N_("Void a record by its number, with the reason.")),
    "undo": Act("corrections", "undo", N_("Take back the last entry as a whole.")),
    "approve": Act("corrections", "approve", N_("Approve a late patrol or a pending exemption.")),
    "objection": Branch(
        N_("Objections to a verdict: recorded, answered, shown beside it."),
        {
            "open": Act("objection", "open_", N_("Record an objection to a verdict.")),
            "answer": Act("objection", "answer", N_("Answer an objection.")),
            "list": Leaf("objection", "list_", N_("List objections with their answers.")),
        },
    ),
    "review": Act("review", "review", N_("Look for entries worth a second look.")),
    "place": Branch(
        N_("Places: counties, towns, villages, streets, zones."),
        {
            "add": Act("register", "place_add", N_("Register a place.")),
            "list": Leaf("register", "place_list", N_("List places.")),
            "close": Act("register", "place_close", N_("Close a place from a day on.")),
            "merge": Act("register", "place_merge", N_("Say which place continues another.")),
            "alias": Act("register", "place_alias", N_("Add a name people use.")),
            "edit": Act("register", "place_edit", N_("Correct what is registered.")),
            "brand": Act("organisation", "place_brand", N_("Give a town its brand.")),
        },
    ),
    "street": Branch(
        N_("Streets of a town seat."),
        {
            "add": Act("register", "street_add", N_("Register a street.")),
            "list": Leaf("register", "street_list", N_("List streets with their chiefs.")),
            "close": Act("register", "street_close", N_("Close a street from a day on.")),
            "alias": Act("register", "street_alias", N_("Add a name people use.")),
            "edit": Act("register", "street_edit", N_("Correct what is registered.")),
        },
    ),
    "person": Branch(
        N_("Persons who hold roles."),
        {
            "add": Act("holders", "person_add", N_("Register a person.")),
            "list": Leaf("holders", "person_list", N_("List persons.")),
            "close": Act("holders", "person_close", N_("Take a person off the register.")),
            "alias": Act("holders", "person_alias", N_("Add a name people use.")),
            "edit": Act("holders", "person_edit", N_("Correct what is registered.")),
        },
    ),
    "department": Branch(
        N_("Departments that hold roles."),
        {
            "add": Act("holders", "department_add", N_("Register a department.")),
            "list": Leaf("holders", "department_list", N_("List departments.")),
            "close": Act("holders", "department_close", N_("Take a department off the register.")),
            "alias": Act("holders", "department_alias", N_("Add a name people use.")),
            "edit": Act("holders", "department_edit", N_("Correct what is registered.")),
        },
    ),
    "appoint": Act("posts", "appoint", N_("Give a holder a role at a place.")),
    "relieve": Act("posts", "relieve", N_("End a role at a place.")),
    "handover": Act("posts", "handover", N_("Pass everything one holder has on to another.")),
    "org": Leaf("organisation", "org", N_("Show who holds which post, from the top down.")),
    "register": Branch(
        N_("The register as a whole."),
        {
            "check": Leaf(
                "organisation", "check", N_("Check posts against the rulebook; say what to do.")
            ),
        },
    ),
    "exempt": Act("absences", "exempt", N_("Take days out of a duty, with the reason.")),
    "exemption": Branch(
        N_("Exemptions that were asked for or approved."),
        {
            "list": Leaf("absences", "exemption_list", N_("List exemptions.")),
            "revoke": Act("absences", "exemption_revoke", N_("Take an exemption back.")),
        },
    ),
    "delegate": Act("absences", "delegate", N_("Let someone patrol for a chief.")),
    "delegation": Branch(
        N_("Delegations of chiefs."),
        {
            "list": Leaf("absences", "delegation_list", N_("List delegations.")),
            "revoke": Act("absences", "delegation_revoke", N_("Take a delegation back.")),
        },
    ),
    "calendar": Act("workdays", "calendar", N_("Show, extend and use the work-day calendar.")),
    "item": Branch(
        N_("Items of lists: found, assigned, rectified, verified by another, struck off."),
        {
            "open": Act("item_open", "item_open", N_("Open an item of a list.")),
            "assign": Act("items", "item_assign", N_("Say who answers for it, and by when.")),
            "rectify": Act("items", "item_rectify", N_("Record that it was put right.")),
            "verify": Act("items", "item_verify", N_("Verify it and strike it off.")),
            "advance": Act("items", "item_advance", N_("Move it on to another stage.")),
            "return": Act("items", "item_return", N_("Send it back, with the reason.")),
            "suspend": Act("items", "item_suspend", N_("Stop its clock, with the reason.")),
            "resume": Act("items", "item_resume", N_("Let its clock run again.")),
            "reopen": Act("items", "item_reopen", N_("Reopen it on a relapse.")),
            "void": Act("items", "item_void", N_("Void it, with the reason.")),
            "supervise": Act("items", "item_supervise", N_("Escalate it; a reply is due.")),
            "reply": Act("items", "item_reply", N_("Reply to a supervised item.")),
            "set": Act("items", "item_set", N_("Set fields of it.")),
            "measure": Act("items", "item_measure", N_("Add what more was found or cleared.")),
            "milestone": Act("items", "item_milestone", N_("Set milestones, or reach one.")),
            "note": Act("items", "item_note", N_("Note something about it.")),
            "list": Leaf("item_lists", "item_list", N_("List items.")),
            "show": Leaf("item_lists", "item_show", N_("Show the whole way of an item.")),
            "figures": Leaf("item_lists", "item_figures", N_("Count items: due, closed, in time.")),
            "hot-spots": Leaf("item_lists", "item_hot_spots", N_("List where problems come back.")),
            "ages": Leaf("item_lists", "item_ages", N_("Count open items by age.")),
            "clearances": Leaf("item_lists", "item_clearances", N_("Show what is left to clear.")),
            "projects": Leaf("item_lists", "item_projects", N_("Show projects with their money.")),
            "documents": Act(
                "item_open", "item_documents", N_("Enter the documents the rulebook names.")
            ),
        },
    ),
    "limit": Branch(
        N_("Amounts that hold from a day on, such as the self-tender ceiling."),
        {
            "set": Act("item_lists", "limit_set", N_("Date an amount of a limit.")),
            "list": Leaf("item_lists", "limit_list", N_("List the amounts of limits.")),
        },
    ),
    "honour": Branch(
        N_("Honours and titles of villages, towns and courtyards."),
        {
            "apply": Act("honours", "apply", N_("Record that an honour was applied for.")),
            "assess": Act("honours", "assess", N_("Record an assessment.")),
            "award": Act("honours", "award", N_("Record that an honour was awarded.")),
            "revoke": Act("honours", "revoke", N_("Record that an honour was taken away.")),
            "list": Leaf("honours", "honour_list", N_("List where places stand.")),
            "coverage": Leaf("honours", "coverage", N_("Count who holds a title, of how many.")),
        },
    ),
    "duty": Branch(
        N_("Every recurring duty: patrols, clean-ups, rounds."),
        {
            "list": Leaf("standings", "duty_list", N_("List the duties in force.")),
            "status": Leaf("standings", "duty_status", N_("Show how each holder or place stands.")),
        },
    ),
    "activity": Branch(
        N_("Clean-ups, training, visits, meetings and other activities."),
        {
            "list": Leaf("activities", "activity_list", N_("List activities with their sums.")),
            "figures": Leaf("activities", "activity_figures", N_("Sum activities up.")),
        },
    ),
    "week": Act("week", "week", N_("Write the weekly paper.")),
    "score": Leaf("score", "score", N_("Assess streets, chiefs, departments or towns.")),
    "chart": Branch(
        N_("Plots in the terminal."),
        {
            "trend": Leaf("chart", "trend", N_("The met rate, week by week.")),
            "ages": Leaf("chart", "ages", N_("Overdue items by age.")),
        },
    ),
    "board": Branch(
        N_("What hangs on the wall: notice boards, street signs, the wall chart."),
        {
            "org": Act("board", "org", N_("The organisation: who holds which post.")),
            "duties": Act("board", "duties", N_("The duties: what each role has to do.")),
            "rules": Act("board", "rules", N_("The rules everyone is judged by.")),
            "projects": Act("board", "projects", N_("The projects with money and milestones.")),
            "contests": Act("board", "contests", N_("The contests: who stands where.")),
            "sign": Act("board", "sign", N_("The street-chief sign of a street.")),
            "chart": Act("board", "chart", N_("The wall chart: weeks, projects, clearances.")),
            "stale": Leaf("board", "stale", N_("List boards whose facts have changed.")),
        },
        {"--stale": "stale"},
    ),
    "form": Leaf("forms", "form", N_("Print a blank patrol sheet, or a chief's duties to sign.")),
    "slip": Branch(
        N_("Papers for the hand: assignment, supervision, close-out, exemption."),
        {
            "assign": Leaf("slips", "assign", N_("Print who is to put an item right.")),
            "supervise": Leaf("slips", "supervise", N_("Print that an item is supervised.")),
            "close-out": Leaf("slips", "close_out", N_("Print that a close-out is asked for.")),
            "exemption": Leaf("slips", "exemption", N_("Print an exemption to be approved.")),
        },
    ),
    "archive": Leaf("archive", "archive", N_("Put a year into one folder, for inspection.")),
    "init": Act("ledger", "init", N_("Make a new ledger; nothing else ever creates one.")),
    "import": Act("exchange", "import_", N_("Import places, streets, holders, … from a file.")),
    "rulebook": Branch(
        N_("The rulebook: roles, duties, lists and what belongs to one town and time."),
        {
            "show": Leaf("rulebook", "show", N_("Show the rulebook in force.")),
            "check": Leaf("rulebook", "check", N_("Check a rulebook file, mistake by mistake.")),
            "apply": Act("rulebook", "apply", N_("Put a rulebook in force from a day on.")),
            "set": Act("rulebook", "set_", N_("Change one field of a duty from a day on.")),
        },
    ),
    "verify": Leaf("verify", "verify", N_("Check the whole ledger: chain, schema, figures.")),
    "info": Leaf("verify", "info", N_("Say which ledger this is and what is in it.")),
    "completion": Leaf("completion", "completion", N_("Print what a shell needs to complete.")),
}
"""Every command of the program."""
