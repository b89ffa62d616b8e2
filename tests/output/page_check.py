"""A small static check of a page: what an accessibility checker would call serious.

It reads the page as XML, so it is also a check that the page is well-formed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree

HTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
LOADS = re.compile(r"https?://|//[\w.-]+/|src\s*=|@import|url\((?!#|data:)", re.IGNORECASE)
NAMESPACES = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg")


def tree(page: str) -> ElementTree.Element:
    """Read a page as XML; raises ParseError when it is not well-formed."""
    assert page.startswith("<!DOCTYPE html>\n")
    return ElementTree.fromstring(page.partition("\n")[2])


def words(element: ElementTree.Element) -> str:
    """All text of an element."""
    return "".join(element.itertext())


def problems(page: str) -> list[str]:
    """Everything that is wrong with a page."""
    root = tree(page)
    return [
        *_whole(root, page),
        *_headings(root),
        *_tables(root),
        *_drawings(root),
        *_contrast(page),
    ]


def _whole(root: ElementTree.Element, page: str) -> Iterator[str]:
    if root.get("lang") not in ("zh-CN", "en"):
        yield "the page does not say its language"
    if not words(root.find(f"{HTML}head/{HTML}title") or ElementTree.Element("x")).strip():
        title = root.find(f"{HTML}head/{HTML}title")
        if title is None or not words(title).strip():
            yield "the page has no title"
    if len(list(root.iter(f"{HTML}main"))) != 1:
        yield "the page has not one main part"
    bare = page
    for namespace in NAMESPACES:
        bare = bare.replace(f'xmlns="{namespace}"', "")
    text = re.sub(r">[^<]*<", "><", bare.partition("</style>")[2])  # names may look like anything
    for part in (bare.partition("</style>")[0], text):
        for found in LOADS.finditer(re.sub(r'(title|aria-\w+)="[^"]*"', "", part)):
            yield f"the page would load something: {found[0]}"
    for tag in ("script", "iframe", "object", "embed", "link", "form", "img", "base"):
        if any(True for _ in root.iter(f"{HTML}{tag}")):
            yield f"the page has a <{tag}>"
    for element in root.iter():
        for name in element.attrib:
            if name.lower().startswith("on"):
                yield f"an element has {name}"
    for element in root.iter(f"{HTML}div"):
        if "scroll" in (element.get("class") or "").split() and element.get("tabindex") != "0":
            yield "a part that scrolls cannot be reached by the keyboard"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    if len(ids) != len(set(ids)):
        yield "an id stands twice"


def _headings(root: ElementTree.Element) -> Iterator[str]:
    levels = [
        int(element.tag[-1])
        for element in root.iter()
        if re.fullmatch(re.escape(HTML) + r"h[1-6]", element.tag)
    ]
    if levels.count(1) != 1 or (levels and levels[0] != 1):
        yield "the page has not one first heading"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"
    for element in root.iter():
        if re.fullmatch(re.escape(HTML) + r"h[1-6]", element.tag) and not words(element).strip():
            yield "a heading is empty"


def _tables(root: ElementTree.Element) -> Iterator[str]:
    for table in root.iter(f"{HTML}table"):
        heads = list(table.iter(f"{HTML}th"))
        if not heads:
            yield "a table has no header"
        if any(head.get("scope") not in ("col", "row", "rowgroup") for head in heads):
            yield "a header does not say what it heads"
        columns = len(list((table.find(f"{HTML}thead/{HTML}tr")) or ()))
        for row in table.findall(f"{HTML}tbody/{HTML}tr"):
            wide = sum(int(cell.get("colspan", "1")) for cell in row)
            if wide != columns:
                yield f"a row has {wide} cells under {columns} headers"


def _drawings(root: ElementTree.Element) -> Iterator[str]:
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    for svg in root.iter(f"{SVG}svg"):
        named = (svg.get("aria-labelledby") or "").split()
        if svg.get("role") != "img" or not named:
            yield "a drawing has no name"
        if any(name not in ids or not words(ids[name]).strip() for name in named):
            yield "a drawing is named by nothing"


def _contrast(page: str) -> Iterator[str]:
    """Check the pairs of text and background of the stylesheet's own variables."""
    colours = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", page))
    pairs: list[tuple[str, str | None]] = [
        ("ink", None),
        ("soft", None),
        ("accent", None),
        ("seal", None),
    ]
    pairs += [("ink", "wash"), ("unmet", None), ("vacant-ink", None), ("soft", "wash")]
    pairs += [(f"{name}-ink", name) for name in ("met", "unmet", "run", "exempt", "vacant")]
    for text, back in pairs:
        ratio = contrast(colours[text], colours[back] if back else "#fff")
        if ratio < 4.5:
            yield f"{text} on {back} has a contrast of {ratio:.2f}"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def cells(table: ElementTree.Element) -> list[list[str]]:
    """The rows of a table as words, header first."""
    rows = table.findall(f"{HTML}thead/{HTML}tr") + table.findall(f"{HTML}tbody/{HTML}tr")
    return [[words(cell).strip() for cell in row] for row in rows]


def tables(page: str) -> list[list[list[str]]]:
    """Every table of a page as words."""
    return [cells(table) for table in tree(page).iter(f"{HTML}table")]
