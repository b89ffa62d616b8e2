"""Rows of lists: problems, complaints, projects from other people's tables, open or settled.

Convention: a row says how an item was opened and, when it has a closing date, who rectified and who
verified it; it goes the same way through the same rules as one typed in. A request number is one
item: a row that repeats it is there already when it says the same, settles the item when it says
more, and is refused when it says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.imports.item_rows import Doer, ItemLine, ItemRows, says_of
from streetchief.imports.rows import Rows, Setting, Values
from streetchief.items.lists import Lists, find_standing, open_lists, sentences
from streetchief.items.opening import roles_of
from streetchief.items.records import add_item, add_step
from streetchief.items.rules.workflow import check_move, check_open
from streetchief.locale.text import gettext as _
from streetchief.locale.text import in_a_row
from streetchief.register.places import FieldRefused
from streetchief.rulebook.rules.list import ListRule, Step
from streetchief.value import replace
from streetchief.values.problems import Problem

_BATCH = 1_000
_SPOKEN = 3
"""So many differences of a repeated request number are named."""


class _Known:
    """An item that is there: its id, the row of this file it came from, and what it says."""

    __slots__ = ("closed_on", "id", "row", "says")

    def __init__(
        self, id: int, row: int | None, says: tuple[tuple[str, object], ...], closed_on: int | None
    ) -> None:
        self.id = id
        self.row = row
        self.says = says
        self.closed_on = closed_on


def import_items(setting: Setting, rows: Rows) -> None:
    """Take in items of any list, each opened and, with a closing date, settled."""
    importer = _Importer(setting)
    for number, values in rows:
        setting.counts.read += 1
        try:
            setting.counts.take(importer.take(number, values))
        except FieldRefused as refusal:
            setting.counts.refuse(number, values, refusal)
        if setting.progress is not None and setting.counts.read % _BATCH == 0:
            setting.progress(_BATCH)


class _Importer:
    """What one file needs again and again: rules, names, and the items that are there."""

    __slots__ = (
        "_cabinet",
        "_known",
        "_roles",
        "_rows",
        "_setting",
        "_with_roles",
    )

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._cabinet: Lists = open_lists(setting.office)
        self._rows = ItemRows(setting, self._cabinet)
        self._roles: dict[tuple[int, int], frozenset[str]] = {}
        self._known: dict[str, dict[object, _Known]] = {}
        self._with_roles = {
            rule.id
            for rule in self._cabinet.rules.values()
            if rule.may or any(stage.roles for stage in rule.stages)
        }

    def take(self, number: int, values: Values) -> str:
        """Take in one row; return new, changed or same. Raises `FieldRefused`."""
        row = self._rows.read(values)
        known = self._known_of(row.rule)
        identity = row.key if row.key is not None else row.says
        there = known.get(identity)
        if there is not None:
            return self._repeat(row, there)
        steps = self._steps(row)
        self._check(row, steps)
        item = replace(row.item, number=self._cabinet.take_number(row.rule.id))
        entry = self._setting.entry
        id = add_item(entry, row.rule, item, note=row.note, key=row.key)
        for step, doer in steps:
            add_step(entry, row.rule, id, step, unit=doer.unit if doer else None)
        known[identity] = _Known(id, number, row.says, row.closed_on)
        return "new"

    def _repeat(self, row: ItemLine, there: _Known) -> str:
        """Decide about a row whose item is there."""
        differing = [
            column
            for (column, said), (_column, before) in zip(row.says, there.says, strict=True)
            if said != before
        ]
        later = row.closed_on is not None and there.closed_on is None
        if row.closed_on is not None and there.closed_on not in (None, row.closed_on):
            differing.append("closed_on")
        if differing:
            cause = (
                _("This request number stands in row {row} already, and says otherwise there.")
                if there.row is not None
                else _("This request number is in the ledger already, and says otherwise there.")
            ).format(row=there.row)
            named = _(", ").join(self._setting.counts.titles.get(c, c) for c in differing[:_SPOKEN])
            raise FieldRefused(
                "key", row.key or "", cause, _("Differing: {columns}.").format(columns=named)
            )
        if not later:
            return "same"
        self._settle(row, there)
        return "changed"

    def _settle(self, row: ItemLine, there: _Known) -> None:
        """Close an item that is there and open, as the row says it was."""
        (case,) = find_standing(self._cabinet, ids=[there.id], on=1 << 40)
        reached = [stage.id for stage in case.rule.stages].index(case.state.stage)
        steps = self._steps(row, since=reached, held=case.state.holder is not None)
        taken = case.row.steps
        for step, doer in steps:
            self._refuse(
                check_move(
                    case.rule,
                    case.item,
                    taken,
                    step,
                    roles=self._roles_of(case.rule, doer, step.on),
                    today=self._setting.office.today,
                )
            )
            taken = (*taken, step)
        for step, doer in steps:
            add_step(
                self._setting.entry, case.rule, there.id, step, unit=doer.unit if doer else None
            )
        there.closed_on = row.closed_on

    def _check(self, row: ItemLine, steps: list[tuple[Step, Doer | None]]) -> None:
        today = self._setting.office.today
        found = list(
            check_open(
                row.rule,
                row.item,
                roles=self._roles_of(row.rule, row.finder, row.item.opened_on),
                today=today,
            )
        )
        taken: tuple[Step, ...] = ()
        for step, doer in steps:
            found += check_move(
                row.rule,
                row.item,
                taken,
                step,
                roles=self._roles_of(row.rule, doer, step.on),
                today=today,
            )
            taken = (*taken, step)
            if found:
                break
        self._refuse(found)

    def _refuse(self, problems: Iterable[Problem]) -> None:
        said = sentences(self._cabinet, problems)
        if said:
            raise FieldRefused("", "", in_a_row(said))

    def _steps(
        self, row: ItemLine, since: int = 0, held: bool = False
    ) -> list[tuple[Step, Doer | None]]:
        """Return the steps of a row: assigned, and when it is closed every stage to the end."""
        opened_on, closed_on = row.item.opened_on, row.closed_on
        rectified_on = row.rectified_on if row.rectified_on is not None else closed_on
        steps: list[tuple[Step, Doer | None]] = []
        for stage in row.rule.stages[since + 1 :]:
            id = (1 << 61) + len(steps)
            if stage.act == "assign":
                if row.holder is not None:
                    steps.append((self._assigned(row, id, opened_on), row.finder))
                elif stage.optional or held:
                    continue
                elif closed_on is not None:
                    raise FieldRefused(
                        "holder", "", _("It is closed, so somebody answered for it: name him.")
                    )
                else:
                    break
                continue
            done = stage.act == "rectify" and row.rectified_on is not None
            if (closed_on is None and not done) or stage.optional:
                if closed_on is None:
                    break
                continue
            doer = row.verifier if stage.act == "verify" else row.rectifier
            on = rectified_on if stage.act in ("rectify", "work") else closed_on
            step = Step(
                id=id,
                kind="moved",
                on=on if on is not None else opened_on,
                by=doer.holder.key if doer else None,
                by_unit=doer.unit_key if doer else None,
                stage=stage.id,
                holder=doer.holder.key if doer and "holder" in stage.needs else None,
            )
            steps.append((step, doer))
        return steps

    def _assigned(self, row: ItemLine, id: int, on: int) -> Step:
        assert row.holder is not None
        by = row.finder
        return Step(
            id=id,
            kind="assigned",
            on=on,
            by=by.holder.key if by else None,
            by_unit=by.unit_key if by else None,
            holder=row.holder.holder.key,
        )

    def _roles_of(self, rule: ListRule, doer: Doer | None, day: int) -> frozenset[str]:
        if doer is None or rule.id not in self._with_roles:
            return frozenset()
        wanted = (doer.holder.key, day)
        if wanted not in self._roles:
            self._roles[wanted] = roles_of(self._setting.entry.connection, *wanted)
        return self._roles[wanted]

    def _known_of(self, rule: ListRule) -> dict[object, _Known]:
        """Return the items of a list that are there, by request number or by what they say."""
        if rule.id not in self._known:
            known: dict[object, _Known] = {}
            for case in find_standing(self._cabinet, of=[rule.id], on=1 << 40):
                says = says_of(case.item)
                identity: object = case.row.key if case.row.key is not None else says
                known.setdefault(identity, _Known(case.item.id, None, says, case.state.closed_on))
            self._known[rule.id] = known
        return self._known[rule.id]
