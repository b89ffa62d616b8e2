"""The columns each importable noun has, under every name offices give them, and their words.

The convention to know: a column has one canonical English name; all else is a synonym that means
it for one noun (街道 is the street of a patrol and the place of an assignment). A column nobody
knows is an error that names the near ones, because a typo must not lose a column in silence.
Source: docs/import.md, which is made from this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, get_args
from unicodedata import normalize

from streetchief.files.problem import Problem
from streetchief.locale.text import gettext as _
from streetchief.value import value

Noun = Literal["places", "streets", "holders", "assignments", "patrols", "items"]
NOUNS: tuple[Noun, ...] = get_args(Noun)
TRUSTED = "recorded_at"
"""The one column that is taken only when the caller trusts it."""

REJECT_REASON = "reject_reason"
"""The column a reject file has beside the file's own: passed over when it comes back corrected."""

_TOWN = ("乡镇", "镇", "乡", "镇乡", "所属乡镇", "所在乡镇", "乡镇名称", "乡镇街道", "township")
_STREET = ("街道", "街", "街道名称", "街名", "路段", "巡查街道", "责任街道")
_ALIAS = ("别名", "俗称", "又名", "aliases")
_SOURCE = ("来源", "数据来源", "出处")
_AS_OF = ("截至日期", "数据日期", "截至")
_CODE = ("代码", "编码", "编号", "区划代码", "统计用区划代码")
_OPENED = ("启用日期", "启用时间", "设立日期", "启用", "opened")
_CLOSED = ("停用日期", "撤销日期", "停用时间", "撤销时间", "停用", "closed")
_UNIT = ("单位", "所在单位", "工作单位")


@value
class Columns:
    """The columns of one noun: canonical name → synonyms, and those that must be there."""

    required: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]


COLUMNS: Mapping[Noun, Columns] = {
    "places": Columns(
        required=("name", "kind"),
        names={
            "name": ("名称", "地名", "地点", "地点名称"),
            "kind": ("类型", "类别", "级别", "层级", "level"),
            "code": _CODE,
            "parent_code": ("上级代码", "上级编码", "父级代码"),
            "parent_name": ("上级名称", "上级", "父级名称", "parent"),
            "town": _TOWN,
            "opened_on": _OPENED,
            "closed_on": _CLOSED,
            "alias": _ALIAS,
            "source": _SOURCE,
            "as_of": _AS_OF,
        },
    ),
    "streets": Columns(
        required=("town", "street", "opened_on"),
        names={
            "town": _TOWN,
            "street": (*_STREET, "名称", "name"),
            "opened_on": _OPENED,
            "code": _CODE,
            "closed_on": _CLOSED,
            "alias": _ALIAS,
            "zone": ("片区", "所属片区", "所在片区"),
            "village": ("村", "行政村", "所属村", "所在村", "村社区", "社区"),
            "source": _SOURCE,
            "as_of": _AS_OF,
        },
    ),
    "holders": Columns(
        required=("name", "kind"),
        names={
            "name": ("姓名", "名称", "人员", "单位名称", "部门名称"),
            "kind": ("类型", "类别"),
            "unit": _UNIT,
            "alias": _ALIAS,
            "title": ("职称", "头衔", "行政职务", "职务"),
        },
    ),
    "assignments": Columns(
        required=("holder", "role", "place", "since"),
        names={
            "holder": ("任职人", "任职人员", "姓名", "人员", "街长", "name", "person"),
            "role": ("职务", "角色", "岗位"),
            "place": ("地点", *_STREET, "片区", "村", "任职地点", "street"),
            "since": ("任职日期", "起始日期", "到任日期", "开始日期", "任职时间", "from"),
            "until": ("截止日期", "离任日期", "结束日期", "离任时间", "卸任日期"),
            "town": _TOWN,
            "unit": _UNIT,
        },
    ),
    "patrols": Columns(
        required=("street", "person", "started_at"),
        names={
            "street": _STREET,
            "person": ("巡查人", "巡查人员", "姓名", "人员", "街长", "by"),
            "started_at": ("巡查时间", "开始时间", "巡查开始时间", "起始时间", "at"),
            "minutes": ("时长", "时长(分钟)", "分钟", "巡查时长", "巡查时长(分钟)"),
            "note": ("备注", "说明", "巡查情况"),
            "town": _TOWN,
            "approved_by": ("批准人", "审批人"),
            "key": ("幂等键", "流水号"),
            "recorded_at": ("录入时间", "记录时间", "登记时间"),
            "kind": ("类型", "类别", "活动类型"),
            "found": ("发现问题", "问题"),
        },
    ),
    # 序号 counts the rows of one sheet and is passed over; 编号 names the item.
    "items": Columns(
        required=("title", "opened_on"),
        names={
            "title": (
                "内容",
                "问题",
                "问题描述",
                "问题内容",
                "事项",
                "标题",
                "项目",
                "项目名称",
                "what",
            ),
            "opened_on": (
                "发现日期",
                "发现时间",
                "登记日期",
                "登记时间",
                "上报日期",
                "上报时间",
                "立项日期",
                "日期",
            ),
            "list": ("清单", "清单名称", "所属清单"),
            "category": ("类别", "类型", "问题类别", "问题类型", "分类"),
            "key": ("编号", "流水号", "工单号", "受理编号", "问题编号", "number"),
            "row": ("序号",),
            "street": _STREET,
            "place": ("地点", "位置", "村", "所在村", "问题地点"),
            "town": _TOWN,
            "found_by": ("发现人", "上报人", "巡查人", "督查人", "反映人"),
            "holder": ("责任单位", "责任人", "责任部门", "牵头单位", "承办单位", "交办单位"),
            "due_on": ("整改时限", "完成时限", "整改期限", "时限", "限期", "due"),
            "rectified_by": ("整改人", "整改单位", "处置人"),
            "rectified_on": ("整改日期", "整改时间", "处置时间"),
            "verified_by": ("复核人", "核查人", "销号人", "验收人"),
            "closed_on": (
                "销号日期",
                "销号时间",
                "办结日期",
                "办结时间",
                "结案时间",
                "完成日期",
                "closed",
            ),
            "note": ("备注", "说明"),
        },
    ),
}


@value
class Resolved:
    """A header understood: column position (from 0) → canonical name, and what is wrong."""

    columns: Mapping[int, str]
    problems: tuple[Problem, ...] = ()


class UnknownWord(ValueError):
    """A cell that should hold one of a few words holds another; the message says which."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(reason)
        self.text = text
        self.reason = reason


def resolve_header(
    noun: Noun, header: Sequence[str], *, row: int = 1, trust_recorded: bool = False
) -> Resolved:
    """Find the canonical column of each title.

    Width, case, spaces, `_`, `-`, a star and a remark such as （必填） do not matter. Wrong are: an
    unknown title (the near ones are named), two titles that mean the same, a required column that
    is missing, and `recorded_at` unless `trust_recorded`. A title without text is passed over: the
    sheet has said so. `row` is where the header stands.
    """
    definition = COLUMNS[noun]
    known = {
        _fold(title): name
        for name, synonyms in definition.names.items()
        for title in (name, *synonyms)
    }
    columns: dict[int, str] = {}
    problems: list[Problem] = []
    for position, title in enumerate(header):
        folded = _fold(title)
        if not folded:
            continue
        if folded == _fold(REJECT_REASON):
            columns[position] = REJECT_REASON
            continue
        name = known.get(folded)
        if name is None:
            reason = _unknown(folded, definition, known)
        elif name in columns.values():
            first = next(header[at] for at, taken in columns.items() if taken == name)
            reason = _("It means the same as {first}: keep one of them.").format(first=first)
        elif name == TRUSTED and not trust_recorded:
            reason = _("When something was recorded is taken only with --trust-recorded.")
        else:
            columns[position] = name
            continue
        problems.append(Problem(row=row, column=title, reason=reason))
    missing = [name for name in definition.required if name not in columns.values()]
    problems.extend(
        Problem(
            row=row,
            column=name,
            reason=_("This column is missing; it may also be called {synonyms}.").format(
                synonyms=_listed(definition.names[name])
            ),
        )
        for name in missing
    )
    return Resolved(columns=columns, problems=tuple(problems))


def place_kind(text: str) -> str:
    """Read the kind of a place: county, town, village, street or zone, or its Chinese word.

    The levels 3, 4 and 5 of the official division lists are county, town and village. The bare word
    街道 is refused: in those lists it is a township-level subdistrict, in a street list a street
    (安文街道 is a town). Raises UnknownWord.
    """
    folded = _fold(text)
    if folded == "街道":
        raise UnknownWord(
            text,
            _("街道 can be a street or a subdistrict: write 街 (street) or 乡镇 (town)."),
        )
    return _word(text, folded, _PLACE_KINDS)


def holder_kind(text: str) -> str:
    """Read the kind of a holder: person or department, or its Chinese word. Raises UnknownWord."""
    return _word(text, _fold(text), _HOLDER_KINDS)


_PLACE_WORDS = {
    "county": ("3", "县", "区", "市", "县级", "县区", "区县", "市辖区", "县级市"),
    "town": ("4", "乡镇", "镇", "乡", "乡级", "乡镇级", "街道办", "街道办事处", "subdistrict"),
    "village": ("5", "村", "社区", "居委会", "村委会", "行政村", "村级", "村社区"),
    "street": ("街", "路", "巷", "弄", "大道"),
    "zone": ("片区", "片"),
}
_HOLDER_WORDS = {
    "person": ("人员", "个人", "人", "干部"),
    "department": ("单位", "部门", "科室", "机构"),
}
_PLACE_KINDS = {w: kind for kind, words in _PLACE_WORDS.items() for w in (kind, *words)}
_HOLDER_KINDS = {w: kind for kind, words in _HOLDER_WORDS.items() for w in (kind, *words)}

_REMARK = re.compile(r"\((?:必填|必选|选填|可选|可空|required|optional|年月日)\)$")


def _fold(title: str) -> str:
    bare = re.sub(r"[\s_*\ufeff\u200b-]+", "", normalize("NFKC", title)).casefold()
    return _REMARK.sub("", bare)


def _word(text: str, folded: str, words: Mapping[str, str]) -> str:
    kind = words.get(folded)
    if kind is None:
        shown = {
            kind: next(w for w, k in words.items() if k == kind and not w.isascii())
            for kind in dict.fromkeys(words.values())
        }
        raise UnknownWord(
            text,
            _("It is none of these: {words}.").format(
                words=_listed(
                    [
                        _("{name} ({id})").format(name=chinese, id=kind)
                        for kind, chinese in shown.items()
                    ]
                )
            ),
        )
    return kind


def _unknown(folded: str, definition: Columns, known: Mapping[str, str]) -> str:
    from difflib import get_close_matches

    near = list(dict.fromkeys(known[close] for close in get_close_matches(folded, known, n=3)))
    near += [
        name
        for title, name in known.items()
        if len(title) > 1 and (title in folded or folded in title) and name not in near
    ]
    near = list(dict.fromkeys(near))
    if near:
        return _("This column is not known; is it one of these: {columns}?").format(
            columns=_listed([_shown(name, definition) for name in near[:3]])
        )
    return _("This column is not known; the columns are {columns}.").format(
        columns=_listed([_shown(name, definition) for name in definition.names])
    )


def _shown(name: str, definition: Columns) -> str:
    return _("{name} ({id})").format(name=definition.names[name][0], id=name)


def _listed(words: Sequence[str]) -> str:
    return _(", ").join(words)
