"""Automatic numbers of Word (一、 （一） 1.): printed before a paragraph, and nowhere in its text."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...containers.xml import Element, attribute, name_of

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
    "japaneseCounting", "ideographTraditional",
}  # fmt: skip
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST_STYLES = 20
"""Styles that rest on each other: more turn in a circle."""
_LEVELS = 9


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered."""

    pattern: str
    """Text with %1 to %9 for the numbers of the levels."""
    kind: str
    start: int
    gap: str


@dataclass
class Numbering:
    """The lists of a document, counted on from paragraph to paragraph."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """The levels of each list by the number under which paragraphs name it."""
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    """Where a list that goes on with the counts of another one begins anew."""
    shared: dict[str, str] = field(default_factory=dict)
    """The abstract list whose counts a list takes on."""
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    """List and level of the paragraphs of a style."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def text_of(self, paragraph: Element) -> str:
        """The number before this paragraph, which is the next one of its list; empty for none."""
        number, level = self._named(paragraph)
        levels = self.levels.get(number, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self.shared.get(number, number), {})
        override = self.starts.get((number, level))
        if override is not None and (number, level) not in self._begun:
            counts[level] = override
        else:
            counts[level] = counts.get(level, levels[level].start - 1) + 1
        self._begun.add((number, level))
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if levels[level].kind in ("bullet", "none"):
            return ""
        text = levels[level].pattern
        for index in range(_LEVELS):
            if f"%{index + 1}" in text and index in levels:
                value = counts.get(index, levels[index].start)
                text = text.replace(f"%{index + 1}", numeral(value, levels[index].kind))
        return text + levels[level].gap

    def _named(self, paragraph: Element) -> tuple[str, int]:
        """List and level of a paragraph: its own, else those of its style."""
        properties = paragraph.find("{*}pPr")
        if properties is None:
            return self.styles.get("", ("", 0))
        style = properties.find("{*}pStyle")
        number, level = self.styles.get("" if style is None else attribute(style, "val"), ("", 0))
        own = properties.find("{*}numPr")
        if own is not None:
            chosen, at = own.find("{*}numId"), own.find("{*}ilvl")
            number = number if chosen is None else attribute(chosen, "val")
            level = level if at is None else _whole(attribute(at, "val"), 0)
        return number, level


def read_numbering(root: Element | None, styles: Element | None) -> Numbering:
    """The lists that the parts `numbering` and `styles` describe."""
    found = Numbering()
    if root is None:
        return found
    abstract = {attribute(entry, "abstractNumId"): entry for entry in root.iterfind("{*}abstractNum")}
    linked = {}
    for name, entry in abstract.items():
        link = entry.find("{*}styleLink")
        if link is not None:
            linked[attribute(link, "val")] = name
    for entry in root.iterfind("{*}num"):
        number = attribute(entry, "numId")
        named = entry.find("{*}abstractNumId")
        name = "" if named is None else attribute(named, "val")
        if name not in abstract:
            continue
        link = abstract[name].find("{*}numStyleLink")
        if link is not None:
            name = linked.get(attribute(link, "val"), name)
        found.shared[number] = name
        found.levels[number] = _levels(abstract[name])
        for override in entry.iterfind("{*}lvlOverride"):
            level = _whole(attribute(override, "ilvl"), 0)
            start = override.find("{*}startOverride")
            if start is not None:
                found.starts[number, level] = _whole(attribute(start, "val"), 1)
            found.levels[number].update(_levels(override))
    if styles is not None:
        found.styles = _styles(styles, abstract, found)
    return found


def _levels(entry: Element) -> dict[int, Level]:
    levels = {}
    for level in entry.iterfind("{*}lvl"):
        pattern = _value(level, "lvlText", "")
        gap = " " if _value(level, "suff", "tab") != "nothing" and pattern[-1:].isdigit() else ""
        kind = _value(level, "numFmt", "decimal")
        levels[_whole(attribute(level, "ilvl"), 0)] = Level(pattern, kind, _whole(_value(level, "start", "1"), 1), gap)
    return levels


def _styles(root: Element, abstract: dict[str, Element], found: Numbering) -> dict[str, tuple[str, int]]:
    """List and level of each style, its own or those of the style that it rests on."""
    own: dict[str, tuple[str, int]] = {}
    below: dict[str, str] = {}
    default = ""
    for style in root.iterfind("{*}style"):
        name = attribute(style, "styleId")
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
            default = name
        below[name] = _value(style, "basedOn", "")
        numbered = style.find("{*}pPr/{*}numPr")
        if numbered is not None:
            number = _value(numbered, "numId", "")
            own[name] = number, _level_of_style(abstract.get(found.shared.get(number, "")), name, numbered)
    styles = {}
    for name in below:
        step = name
        for _ in range(_MOST_STYLES):
            if step in own or not step:
                break
            step = below.get(step, "")
        if step in own:
            styles[name] = own[step]
    if default in styles:
        styles[""] = styles[default]
    return styles


def _level_of_style(entry: Element | None, name: str, numbered: Element) -> int:
    for level in () if entry is None else entry.iterfind("{*}lvl"):
        if _value(level, "pStyle", "") == name:
            return _whole(attribute(level, "ilvl"), 0)
    return _whole(_value(numbered, "ilvl", "0"), 0)


def numeral(value: int, kind: str) -> str:
    """A number as a list of this kind prints it."""
    if kind in _CHINESE:
        return _counted(value, _DIGITS, "十百千") if value < 10_000 else str(value)
    if kind in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return _counted(value, _LEGAL, "拾佰仟", is_full=True) if value < 10_000 else str(value)
    if kind in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))
    if kind.startswith("decimalEnclosedCircle") and 1 <= value <= 20:
        return chr(0x245F + value)
    if kind == "decimalEnclosedParen" and 1 <= value <= 20:
        return f"({value})"
    if kind in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 10)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        text = ""
        for worth, sign in _ROMAN:
            text += sign * (value // worth)
            value %= worth
        return text.upper() if kind == "upperRoman" else text
    return f"{value:02}" if kind == "decimalZero" else str(value)


def _counted(value: int, digits: str, tens: str, is_full: bool = False) -> str:
    """十一, 二十, 一百零三; in full 壹拾壹."""
    if value <= 0:
        return digits[0]
    text, was_zero = "", False
    for place in range(len(str(value)) - 1, -1, -1):
        digit = value // 10**place % 10
        if digit:
            text += (digits[0] if was_zero else "") + digits[digit] + (tens[place - 1] if place else "")
        was_zero = digit == 0 and bool(text)
    return text[1:] if text.startswith(digits[1] + tens[0]) and not is_full else text


def _value(parent: Element, name: str, default: str) -> str:
    element = next((child for child in parent if name_of(child) == name), None)
    return default if element is None else attribute(element, "val")


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default
