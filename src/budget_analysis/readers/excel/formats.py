"""A number of a workbook as its cell shows it: number formats, dates, fifteen digits."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;-¥#,##0", 6: "¥#,##0;-¥#,##0",
    7: "¥#,##0.00;-¥#,##0.00", 8: "¥#,##0.00;-¥#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d",
    15: "d-m-yy", 16: "d-m", 17: "m-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '¥#,##0;-¥#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"', 44: '¥#,##0.00;-¥#,##0.00;"-"',
    45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that a file names by number only, as Excel in Chinese shows them."""
_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
"""A workbook keeps 22492.55 as 22492.549999999999; no program shows more than fifteen digits."""
_GENERAL = Context(prec=10, rounding=ROUND_HALF_UP)
_TOKEN = re.compile(
    r'"(?P<text>[^"]*)"?|(?:\\|!(?=\.))(?P<one>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<test>[<>=]{1,2}-?[\d.]+)\]|\[[^\]]*\]|(?P<general>General|G/通用格式)"
    r"|(?P<date>y+|m+|d+|h+|s+|AM/PM|A/P|上午/下午|aaaa?)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)"
    r"|(?P<scale>,+)|(?P<exponent>E[+-]0*)|(?P<percent>%)|(?P<text_mark>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_YUAN = {"¥", "￥"}
"""The sign of a currency format is no part of the amount, and no form prints it."""
_TEST = re.compile(r"([<>=]{1,2})(-?[\d.]+)")
_DAY_ZERO, _DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LARGEST_DAY = 2_958_465
_LONGEST = 30
"""Digits: more are no amount, and a format may ask for any number of them."""


def exact(text: str) -> Decimal | None:
    """A stored number with the fifteen digits that count; None where it is none."""
    try:
        number = _DIGITS.create_decimal(text.strip())
    except ArithmeticError:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _LONGEST else None


def show(number: Decimal, pattern: str, is_1904: bool = False) -> str:
    """What a cell with this number and format shows."""
    sections = _sections(pattern)
    section, is_signed = _chosen(number, sections)
    tokens = _tokens(section)
    kinds = {kind for kind, _ in tokens}
    if "date" in kinds and "digits" not in kinds - {"date"}:
        return _date(number, tokens, is_1904)
    if not kinds & {"digits", "text_mark"} and ("general" in kinds or not tokens and len(sections) == 1):
        kinds.add("general")
    if "exponent" in kinds or ("digits" in kinds and "?/" in section):  # as a fraction or a power: rare, and no amount
        return general(number)
    if kinds & {"general", "text_mark"}:
        around = _literals(tokens)
        return around[0] + general(number if is_signed else abs(number)) + around[1]
    return _number(number, tokens, is_signed)


def general(number: Decimal) -> str:
    """A number without format: as many digits as ten places show."""
    shown = _GENERAL.plus(number) if number != number.to_integral_value() else number
    if number and not -5 < number.adjusted() < 11:
        return f"{shown.normalize():E}"
    text = format(shown, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=512)
def _sections(pattern: str) -> tuple[str, ...]:
    """The parts of a format between semicolons."""
    parts = [""]
    for match in re.finditer(r'"[^"]*"?|\\.|\[[^\]]*\]|.', pattern, re.DOTALL):
        if match[0] == ";":
            parts.append("")
        else:
            parts[-1] += match[0]
    return tuple(parts)


def _chosen(number: Decimal, sections: tuple[str, ...]) -> tuple[str, bool]:
    """The section for this number, and whether a minus still has to be set before it."""
    tests = [re.search(rf"\[{_TEST.pattern}\]", section) for section in sections[:3]]
    if any(tests):
        for section, test in zip(sections, tests, strict=False):
            if test is None or _holds(number, test[1], Decimal(test[2])):
                return section, True
        return sections[-1], True
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _holds(number: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": number < limit, ">": number > limit, "=": number == limit, "<=": number <= limit,
        ">=": number >= limit, "<>": number != limit,
    }.get(sign, False)  # fmt: skip


@lru_cache(maxsize=512)
def _tokens(section: str) -> tuple[tuple[str, str], ...]:
    tokens = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup
        if kind in ("text", "one", "currency", "other"):
            if match[kind] not in _YUAN:
                tokens.append(("literal", match[kind]))
        elif kind not in (None, "test"):
            tokens.append((kind, match[kind]))
    return tuple(tokens)


def _literals(tokens: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    around = ["", ""]
    is_behind = 0
    for kind, text in tokens:
        if kind == "literal":
            around[is_behind] += text
        elif kind == "percent":
            around[is_behind] += "%"
        elif kind in ("digits", "general", "text_mark"):
            is_behind = 1
    return around[0].strip(), around[1].strip()


def _number(number: Decimal, tokens: tuple[tuple[str, str], ...], is_signed: bool) -> str:
    before, behind = _literals(tokens)
    pattern = next((text for kind, text in tokens if kind == "digits"), "")
    if not pattern:
        return (before + behind).strip()
    places = [index for index, (kind, _) in enumerate(tokens) if kind == "digits"]
    if len(places) > 1 and not any("." in tokens[index][1] for index in places):
        return _parted(number, tokens, is_signed, places)
    scale = 3 * sum(len(text) for kind, text in tokens[places[-1] :] if kind == "scale")
    whole, _, decimals = pattern.partition(".")
    scale += 3 * (len(whole) - len(whole.rstrip(","))) if "." not in pattern else 0
    percent = 2 * sum(kind == "percent" for kind, _ in tokens)
    value = abs(number).scaleb(percent - scale)
    wanted = min(sum(sign in "0#?" for sign in decimals), _LONGEST)
    rounded = value.quantize(Decimal(1).scaleb(-wanted), ROUND_HALF_UP, Context(prec=80))
    text = format(rounded, "f")
    units, _, rest = text.partition(".")
    while rest and decimals[len(rest) - 1 : len(rest)] in ("#", "?") and rest.endswith("0"):
        rest = rest[:-1]
    least = min(whole.count("0"), _LONGEST)
    units = units.lstrip("0").rjust(least, "0")
    if "," in whole.rstrip(","):
        units = _grouped(units)
    shown = units + ("." + rest if rest else "")
    sign = "-" if is_signed and number < 0 and rounded != 0 else ""
    return f"{sign}{before}{shown}{behind}".strip()


def _parted(number: Decimal, tokens: tuple[tuple[str, str], ...], is_signed: bool, places: list[int]) -> str:
    """Digits with texts between them, filled from the right: 0"."0, shows 12345678 as 1234.6 (万元)."""
    first, last = places[0], places[-1]
    scale = len(tokens[last][1]) - len(tokens[last][1].rstrip(","))
    scale += sum(len(text) for kind, text in tokens[last:] if kind == "scale")
    rounded = abs(number).scaleb(-3 * scale).quantize(Decimal(1), ROUND_HALF_UP, Context(prec=80))
    units = format(rounded, "f").rjust(min(sum(tokens[index][1].count("0") for index in places), _LONGEST), "0")
    parts: list[str] = []
    for index in range(last, first, -1):
        kind, text = tokens[index]
        if kind == "digits":
            cut = max(len(units) - len(text.replace(",", "")), 0)
            units, text = units[:cut], units[cut:]
        parts.append(text if kind in ("digits", "literal") else "")
    parts.append(_grouped(units) if "," in tokens[first][1] else units)
    before, behind = _literals(tokens[: first + 1])[0], _literals(tokens[last:])[1]
    sign = "-" if is_signed and number < 0 and rounded != 0 else ""
    return f"{sign}{before}{''.join(reversed(parts))}{behind}".strip()


def _grouped(units: str) -> str:
    head = len(units) % 3
    parts = [units[:head]] if head else []
    return ",".join([*parts, *(units[at : at + 3] for at in range(head, len(units), 3))])


def _date(number: Decimal, tokens: tuple[tuple[str, str], ...], is_1904: bool) -> str:
    if not 0 <= number <= _LARGEST_DAY:
        return general(number)
    start = _DAY_ZERO_1904 if is_1904 else _DAY_ZERO
    moment = start + timedelta(seconds=round(float(number) * 86_400))
    parts = []
    was_hour = False
    for index, (kind, text) in enumerate(tokens):
        if kind != "date":
            parts.append(text if kind == "literal" else "")
            continue
        following = next((t for k, t in tokens[index + 1 :] if k == "date"), "")
        is_minute = text[0] in "mM" and (was_hour or following[:1] in ("s", "S"))
        parts.append(_of_date(moment, text.lower(), is_minute))
        was_hour = text[0] in "hH"
    return "".join(parts).strip()


def _of_date(moment: datetime, text: str, is_minute: bool) -> str:
    if text[0] == "a" or "/" in text:
        return ""
    value = {
        "y": moment.year, "m": moment.minute if is_minute else moment.month, "d": moment.day,
        "h": moment.hour, "s": moment.second,
    }[text[0]]  # fmt: skip
    if text[0] == "y":
        return f"{value}" if len(text) > 2 else f"{value % 100:02}"
    return f"{value:02}" if len(text) > 1 else f"{value}"
