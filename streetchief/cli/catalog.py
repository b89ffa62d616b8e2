"""The commands: where each lives and what it does in one line, without importing any of them.

Convention: a command's module is imported only when that command is called, so that `log` never
pays for a report. Names are in the order of `--help`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from streetchief.locale.text import N_


class Leaf(NamedTuple):
    """A command: module below `streetchief.cli`, function there, one line of help."""

    module: str
    function: str
    help: str
    hidden: bool = False


class Branch(NamedTuple):
    """A noun with its verbs."""

    help: str
    verbs: Mapping[str, Leaf]


CATALOG: Mapping[str, Leaf | Branch] = {
    "init": Leaf("ledger", "init", N_("Make a new ledger; nothing else ever creates one.")),
    "log": Leaf("log", "log", N_("Log a patrol, or another activity, of one or several streets.")),
    "void": Leaf("corrections", "void", N_("Void a record by its number, with the reason.")),
    "approve": Leaf("corrections", "approve", N_("Approve a late patrol or a pending exemption.")),
    "undo": Leaf("corrections", "undo", N_("Take back the last entry as a whole.")),
    "history": Leaf("history", "history", N_("Show who wrote what, and when.")),
    "overdue": Leaf("overdue", "overdue", N_("List streets that fall behind, worst first.")),
    "status": Leaf("status", "status", N_("Show how a town, a street or a person stands.")),
    "brief": Leaf("brief", "brief", N_("One screen for the general chief.")),
    "remind": Leaf("brief", "remind", N_("Write one message to paste for each person.")),
    "explain": Leaf("explain", "explain", N_("Explain a verdict with its arithmetic.")),
    "week": Leaf("week", "week", N_("Write the weekly paper.")),
    "score": Leaf("score", "score", N_("Assess streets, chiefs, departments or towns.")),
    "place": Branch(
        N_("Places: counties, towns, villages, streets, zones."),
        {
            "add": Leaf("register", "place_add", N_("Register a place.")),
            "list": Leaf("register", "place_list", N_("List places.")),
            "close": Leaf("register", "place_close", N_("Close a place from a day on.")),
            "merge": Leaf("register", "place_merge", N_("Say which place continues another.")),
            "alias": Leaf("register", "place_alias", N_("Add a name people use.")),
            "edit": Leaf("register", "place_edit", N_("Correct what is registered.")),
            "brand": Leaf("organisation", "place_brand", N_("Give a town its brand.")),
        },
    ),
    "street": Branch(
        N_("Streets of a town seat."),
        {
            "add": Leaf("register", "street_add", N_("Register a street.")),
            "list": Leaf("register", "street_list", N_("List streets with their chiefs.")),
            "close": Leaf("register", "street_close", N_("Close a street from a day on.")),
            "alias": Leaf("register", "street_alias", N_("Add a name people use.")),
            "edit": Leaf("register", "street_edit", N_("Correct what is registered.")),
        },
    ),
    "person": Branch(
        N_("Persons who hold roles."),
        {
            "add": Leaf("holders", "person_add", N_("Register a person.")),
            "list": Leaf("holders", "person_list", N_("List persons.")),
            "close": Leaf("holders", "person_close", N_("Take a person off the register.")),
            "alias": Leaf("holders", "person_alias", N_("Add a name people use.")),
            "edit": Leaf("holders", "person_edit", N_("Correct what is registered.")),
        },
    ),
    "department": Branch(
        N_("Departments that hold roles."),
        {
            "add": Leaf("holders", "department_add", N_("Register a department.")),
            "list": Leaf("holders", "department_list", N_("List departments.")),
            "close": Leaf("holders", "department_close", N_("Take a department off the register.")),
            "alias": Leaf("holders", "department_alias", N_("Add a name people use.")),
            "edit": Leaf("holders", "department_edit", N_("Correct what is registered.")),
        },
    ),
    "appoint": Leaf("posts", "appoint", N_("Give a holder a role at a place.")),
    "relieve": Leaf("posts", "relieve", N_("End a role at a place.")),
    "handover": Leaf("posts", "handover", N_("Pass everything one holder has on to another.")),
    "exempt": Leaf("duties", "exempt", N_("Take days out of a duty, with the reason.")),
    "exemption": Branch(
        N_("Exemptions that were asked for or approved."),
        {
            "list": Leaf("duties", "exemption_list", N_("List exemptions.")),
            "revoke": Leaf("duties", "exemption_revoke", N_("Take an exemption back.")),
        },
    ),
    "delegate": Leaf("duties", "delegate", N_("Let someone patrol for a chief.")),
    "delegation": Branch(
        N_("Delegations of chiefs."),
        {
            "list": Leaf("duties", "delegation_list", N_("List delegations.")),
            "revoke": Leaf("duties", "delegation_revoke", N_("Take a delegation back.")),
        },
    ),
    "org": Leaf("organisation", "org", N_("Show who holds which post, from the top down.")),
    "register": Branch(
        N_("The register as a whole."),
        {
            "check": Leaf(
                "organisation", "check", N_("Check posts against the rulebook; say what to do.")
            ),
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
    "honour": Branch(
        N_("Honours and titles of villages, towns and courtyards."),
        {
            "apply": Leaf("honours", "apply", N_("Record that an honour was applied for.")),
            "assess": Leaf("honours", "assess", N_("Record an assessment.")),
            "award": Leaf("honours", "award", N_("Record that an honour was awarded.")),
            "revoke": Leaf("honours", "revoke", N_("Record that an honour was taken away.")),
            "list": Leaf("honours", "honour_list", N_("List where places stand.")),
            "coverage": Leaf("honours", "coverage", N_("Count who holds a title, of how many.")),
        },
    ),
    "import": Leaf("exchange", "import_", N_("Import places, streets, holders, … from a file.")),
    "rulebook": Branch(
        N_("The rulebook: roles, duties, lists and what belongs to one town and time."),
        {
            "show": Leaf("rulebook", "show", N_("Show the rulebook in force.")),
            "check": Leaf("rulebook", "check", N_("Check a rulebook file, mistake by mistake.")),
        },
    ),
    "verify": Leaf("verify", "verify", N_("Check the whole ledger: chain, schema, figures.")),
    "info": Leaf("verify", "info", N_("Say which ledger this is and what is in it.")),
}
"""Every command of the program."""
