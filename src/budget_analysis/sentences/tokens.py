"""A block of prose as a run of typed tokens, each with its place in the text.

Nothing is decided here. A run of characters that no word explains stays whole: taken apart by the
small words inside it, it would look understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .. import codes
from .statements import Subject
from .vocabulary import Vocabulary, vocabulary
from .words import Word, class_names, group, is_noun, item_form, leading_letters, short_places, whole_words

NUMBERS = ("money", "percent", "points", "bare")
NAMES = ("subject", "item", "named")
YEARS = ("year", "prior_year", "other_year")
MARKS = ("comma", "mark", "semicolon", "colon", "stop", "open", "close")
_NUMBER = re.compile(
    r"(?<![\dA-Za-z])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\dA-Za-z])-?\d+(?:\.\d+)?|\d+(?:\.\d+)?"
)
_UNIT = re.compile(
    r"亿元|万元|千元|万(?![人平个辆件户亩次吨册台张份余多名项家公千米字只条处座栋株场座])|元|%"
    r"|个百分点|百分点|人次|批次|团次|台\(套\)|(?![的增减较比占为与和及完其执得指总因主用该已未由按含均也又且而来])[^\W\d_]?"
)
"""万 alone is money only where nothing that can be counted follows: 1.2万人, 3万余册."""
_MONEY = ("亿元", "万元", "千元", "万", "元")
_IN_TABLE_UNIT = re.compile(r"-?[\d,]+\.\d\d?")
_TOLD_OF = (*NAMES, "budget", "actual", "completion")
_POINTS = ("个百分点", "百分点")
_IN_WORDS = re.compile("[^千万亿元]+(?=[千万亿]?元$)")
_ORDINAL = re.compile(
    r"\d{1,2}(?:\.\d{1,2}){2,3}[.、]?(?=[^\W\d])|(?<!.)\d{1,2}\.\d{1,2}(?=[^\W\d])(?![万亿元千百倍个辆次])|\d{1,2}[.、](?!\d)|\d{1,2}\.(?=2\d{6}[^\W\d])|\d{1,2}\.(?=(?:19|20)\d\d年)|[①-⒛]|\(?\d{1,2}\)(?=[^\W\d]|[23]\d{4}(?:\d\d)?[^\W\d])|第?\(\d{1,2}\)项?(?=[^\W\d])"
    r"|[a-hA-H][.、)](?=[^\W\dA-Za-z])|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[23]\d{2}(?:\d\d){0,2}(?:(?=[^\W\d]{2})(?![万亿元千人个批次辆台户名年余多家所])|(?=[-—][^\W\d]{2}))"
)
_FIGURE = re.compile(r"图(?:\d{1,2}|[一二三四五六七八九十]{1,2})[、:.]?(?=[^\W\d]|20\d\d年|\()")
"""The number of a chart before its caption: 图4项目支出构成."""
_PLAIN_ORDINAL = re.compile(r"\d{1,2}(?=[^\W\d])")
"""The number of a paragraph, parted from a name by a blank that joined text has not: 4 机关运行经费481.20万元."""
_TRAILING = ("harmless", "versus", "share", "nil")
_HALF_STOP = re.compile(r"[^\W\dA-Za-z_]\.(?:\D|$|(?:19|20)\d\d年)|[%)]\.(?:\D|$|(?:19|20)\d\d年)")
"""The stop of a text with half-width marks: 占68.2%.项目支出…; 支出决算.2023年度…"""
_BETWEEN_DASHES = re.compile(r"[-—]{2}[^-—]+[-—]{2}")
"""上年——当时空编三名——为1340.12万元: what explains, as in brackets."""
_LINKS = "和与及同"
_DASHES = "-—"
_MARKS_OF_ITEMS = "•※·"
"""What begins the lines of a list besides symbols (◆, ★, ●)."""
_INSIDE_NAME = re.compile(r".?.?\(室\)")
_CIRCLED = re.compile(r"[①-⒛]")
_CODE = re.compile(r"2\d{6}")
_CODE_OF_ITEM = re.compile(r"(?<!\d)2\d{4}(?:\d\d)?[款项](?=[^\W\d])(?!目)")
"""其中2080501项年初预算…: an item by its code, which names another than the one before."""
_DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)|(?<![\d.-])(?:\d{3}|\d{5})(?=年度)")
"""A year; before 年度 also one with a digit lost or doubled."""
_LONGEST = 60
"""Characters of a name of a class, section or item at most, the longest of the classification having
16; without it each place of a paragraph would be asked how a name that begins there ends."""
_NAME = rf"(?:[^,.;:。()%]|\((?!\d{{0,7}}[类款项]\))[^()]{{1,12}}\)){{1,{_LONGEST}}}?"
_ITEM_NAME = re.compile(
    rf"(?P<type>[^,.;:。()、\d%]{{1,{_LONGEST}}}?)\(\d{{0,3}}类\)"
    rf"(?:(?P<section>{_NAME})\(\d{{0,5}}款\))?(?:(?P<item>{_NAME})\(\d{{0,7}}项\))?"
)
_PART_NAME = re.compile(
    rf"(?:(?P<section>{_NAME})\(\d{{0,5}}款\))(?:(?P<item>{_NAME})\(\d{{0,7}}项\))?|(?P<alone>{_NAME})\(\d{{0,7}}项\)"
)
"""Section or item without their class, which has been named before."""
_CODED_SECTION = re.compile(r"^[^()]+\(\d{2,5}\)(?=[^()])")
_PUNCTUATION = {",": "comma", ";": "semicolon", ":": "colon", "。": "stop", "、": "mark",
                "(": "open", ")": "close", "!": "stop", "?": "stop"}
_FOLDED_MARKS = {"−": "-", "】": ":", "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "！": "!", "？": "?"}


def _own(item: str | None) -> str:
    """The name of an item without that of its section: 水利（03）水利工程运行与维护（06项）."""
    return _CODED_SECTION.sub("", item or "")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a block: its kind, the folded text, and its place (`start`, `end`)."""

    kind: str
    text: str
    start: int
    end: int
    value: str = ""
    refs: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Class, section and item named by an `item` token; empty strings where not named."""
    form: str = ""
    """The form by function on which the section's items stand."""
    is_head: bool = False

    @property
    def subject(self) -> Subject:
        """What a `subject`, `item` or `named` token speaks of."""
        return Subject(self.refs, self.names, self.text, self.form)

    @property
    def ref(self) -> str:
        """The first of the figures that it names; empty where it names none."""
        return self.refs[0] if self.refs else ""

    @property
    def is_name(self) -> bool:
        """True for the name of what may be spoken of."""
        return self.kind in NAMES

    @property
    def is_number(self) -> bool:
        return self.kind in (*NUMBERS, "count", "times")


def tokenize(text: str, section: str, names: Sequence[Word] = ()) -> list[Token]:
    """Cut a block of prose into tokens.

    Kinds: the numbers `money`, `percent`, `points`, `count`, `bare`; `ordinal` (the number of a
    paragraph); `year`; `date`; `item` (names of the functional classification); the kinds of
    `specs/sentences/words.toml`; marks (`comma`, `mark` 、, `semicolon`, `colon`, `stop`, `open`,
    `close`); `other` for what no word explains.

    Args:
        names: words of this document, such as the names of its units.
    """
    return list(_tokens(text, section, tuple(names)))


@lru_cache(maxsize=1024)
def _tokens(text: str, section: str, names: tuple[Word, ...]) -> tuple[Token, ...]:
    """The offices of one publisher share many paragraphs, and an account with another cell shares all of them."""
    folded, places = _fold(text)
    words = vocabulary(section, names)
    pieces: list[Token] = []
    position = run = 0

    def close(end: int) -> None:
        if run < end:
            pieces.extend(_split_run(folded, run, end, words))

    while position < len(folded):
        found = _token_at(folded, position, words)
        if found is None:
            position += 1
            continue
        close(position)
        if found.kind == "item":
            found = replace(found, form=item_form(section))
        pieces.append(found)
        position = run = found.end
    close(len(folded))
    return tuple(_without_numbers_before([
        replace(token, start=places[token.start], end=places[token.end - 1] + 1)
        for token in _parted(_with_shared_ending(pieces, words))
    ]))  # fmt: skip


def _without_numbers_before(tokens: Sequence[Token]) -> list[Token]:
    """图2 2023年度支出结构: a blank parts the number of a figure from the year, in which no digit is doubled."""
    return [
        replace(token, text=token.text[-4:], start=token.end - 4) if token.kind == "year" and token.end - token.start > len(token.text) > 4 else token
        for token in tokens
    ]  # fmt: skip


def with_unit(tokens: Sequence[Token], unit: str) -> list[Token]:
    """The tokens of a text that tells its unit once: numbers with decimals are money in it, others right behind a name."""
    kinds = ["", *(token.kind for token in tokens), "stop"]
    other = next((token.start for token in tokens if token.text in group("in_other_unit")), None)
    return [
        replace(token, kind="money", text=token.text + unit)
        if token.kind == "bare" and (other is None or token.start < other) and (_IN_TABLE_UNIT.fullmatch(token.text) or before in _TOLD_OF and behind in (*MARKS, "share", "harmless"))
        else token
        for token, before, behind in zip(tokens, kinds, kinds[2:], strict=False)
    ]


def number_of(token: Token) -> tuple[str, str]:
    """The number and the unit of a numeric token, as printed."""
    match = _NUMBER.match(token.text) or _IN_WORDS.match(token.text)
    if match is None:
        return token.text, ""
    return match.group(), token.text[match.end() :]


def in_unit_of(token: Token, last: Token) -> Token:
    """A number of a series without a unit, in that of its last: 分别为1.00、2.00万元; any other as it is."""
    return replace(token, kind=last.kind, text=token.text + number_of(last)[1]) if token.kind == "bare" else token


def _token_at(folded: str, position: int, words: Vocabulary) -> Token | None:
    letter = folded[position]
    before = folded[position - 1] if position else ""

    def make(kind: str, end: int, **more: object) -> Token:
        return Token(kind, folded[position:end], position, end, **more)  # type: ignore[arg-type]

    if letter.isdigit() and (named := words.longest(folded, position)) and named.kind == "subject":
        return _of_word(named, position)  # 2024年校园安全改造: the name of a project
    if not before and (figure := _FIGURE.match(folded)):
        return make("ordinal", figure.end())
    ordinal = _ORDINAL.match(folded, position)
    is_code = before in (".", "、") and _CODE.fullmatch(ordinal.group()) if ordinal else False  # 1.2080505…
    if ordinal is None and not before and (number := _PLAIN_ORDINAL.match(folded)) and (word := words.longest(folded, number.end())) and word.kind == "subject":
        return make("ordinal", number.end())
    if ordinal and (is_code or not before or before in _PUNCTUATION or _CIRCLED.match(before) or _CIRCLED.match(ordinal.group())):
        return make("ordinal", ordinal.end())
    if _INSIDE_NAME.match(folded, max(0, position - 2)) and letter in "()":
        return None  # 政府办公厅(室)及相关机构事务 is one name
    if letter == "." and _HALF_STOP.match(folded, max(0, position - 1)):
        return make("stop", position + 1)
    if letter in _PUNCTUATION:
        return make(_PUNCTUATION[letter], position + 1)
    for kind, pattern in (("date", _DATE), ("year", _YEAR)):
        match = pattern.match(folded, position)
        if match:
            return make(kind, match.end())
    if code := _CODE_OF_ITEM.match(folded, position):
        return make("other", code.end())
    number = _NUMBER.match(folded, position)
    if number:
        unit = _UNIT.match(folded, number.end())
        name = unit.group() if unit else ""
        if name == "月":
            return make("other", number.end() + 1)  # 12月占全年3.80%: what is told of a month is not the account's
        kind = (
            "money" if name in _MONEY else "percent" if name == "%" else
            "points" if name in _POINTS else "times" if name == "倍" else "count" if name else "bare"
        )  # fmt: skip
        return make(kind, number.end() + len(name))
    word = words.longest(folded, position)
    if word is not None and word.is_short and position not in short_places(folded):
        word = None
    if word is not None and word.kind == "unit" and _ends_in_subject(folded, position, word, words):
        return None
    item = _ITEM_NAME.match(folded, position)
    if item and _begins_here(item["type"], word):
        names = (item["type"], item["section"] or "", _own(item["item"]))
        return make("item", item.end(), names=names)
    part = _PART_NAME.match(folded, position) if (word is None or word.kind == "own_kind") and letter not in _LINKS else None
    if part and (word is None or part["section"]):  # 法院（款）行政运行（项）
        return make("item", part.end(), names=("", part["section"] or "", _own(part["item"] or part["alone"])))
    bare = class_names().match(folded, position)
    if bare and not (word and word.kind == "subject" and len(word.text) >= len(bare.group())):
        return make("item", bare.end(), names=(bare["name"] or bare["bare"] or bare["type"], bare["section"] or "", bare["item"] or ""))
    if word is None:
        return None
    return _of_word(word, position)


def _of_word(word: Word, start: int) -> Token:
    end = start + len(word.text)
    return Token(
        word.kind, word.text, start, end, word.value, word.refs, word.others, is_head=word.is_head
    )


def _ends_in_subject(folded: str, position: int, unit: Word, words: Vocabulary) -> bool:
    """分局机关运行经费: the subject begins within 局机关, and is the longer word."""
    end = position + len(unit.text)
    inside = [(begin, words.longest(folded, begin)) for begin in range(position + 1, end)]
    return any(word is not None and word.kind == "subject" and begin + len(word.text) > end for begin, word in inside)


def _begins_here(name: str, word: Word | None) -> bool:
    """True when the name of a class begins here: words that lead to it are no part of it.

    主要用于教育支出（类）: the longest known name at the end counts. A name that no list knows (a
    slip of the office) begins where no word of the vocabulary stands.
    """
    known = codes.class_by_name()
    starts = [start for start in range(len(name)) if codes.fold_name(name[start:]) in known]
    return starts[0] == 0 if starts else word is None or word.kind == "subject"


def _split_run(folded: str, start: int, end: int, words: Vocabulary) -> list[Token]:
    """An unknown run, without the one-character words at its two ends; harmless where no letter is left (a dash, a blank mark)."""
    left: list[Token] = []
    right: list[Token] = []
    while start < end and folded[start] in leading_letters() and not folded.startswith(whole_words(), start, end) and (word := words.letter(folded[start])):
        left.append(_of_word(word, start))
        start += 1
    if aside := _BETWEEN_DASHES.match(folded, start, end):
        return [*left, Token("harmless", aside.group(), start, aside.end()), *_split_run(folded, aside.end(), end, words)]
    name = start
    while name + 1 < end and (folded[name] in _DASHES or not start and (folded[name] in _MARKS_OF_ITEMS or unicodedata.category(folded[name]) == "So")):
        name += 1  # 2080505-机关事业单位基本养老保险缴费支出; ◆医疗收入
    if not start and name:
        left.append(Token("harmless", folded[:name], 0, name))  # the mark of an item: ——医疗收入
    start = name
    is_whole = start + 1 == end
    if end - start > 1 and is_noun(folded[start:end]):
        return [*left, Token("other", folded[start:end], start, end)]
    while start < end and (word := words.letter(folded[end - 1])):
        if not is_whole and word.kind not in _TRAILING:
            break  # 新增 is one word, not a new thing that rises
        right.insert(0, _of_word(word, end - 1))
        end -= 1
    kind = "other" if any(letter.isalnum() for letter in folded[start:end]) else "harmless"
    middle = [Token(kind, folded[start:end], start, end)] if start < end else []
    return [*left, *middle, *right]


def _with_shared_ending(tokens: Sequence[Token], words: Vocabulary) -> list[Token]:
    """财政拨款、事业、其他收入分别为…: names of a row that only its last writes out."""
    plain = list(tokens)
    for place, token in enumerate(tokens[:-1]):
        ending = next((side for side in group("sides") if token.kind == "subject" and token.text.endswith(side)), "")
        before = place - 2 if ending and tokens[place + 1].kind == "each" else -1
        while before >= 0 and tokens[before + 1].kind == "mark":
            name = tokens[before]
            word = words.longest(name.text + ending, 0)
            if name.kind == "other" and word is not None and word.kind == "subject" and word.text == name.text + ending:
                plain[before] = replace(_of_word(word, name.start), text=name.text, end=name.end)
            before -= 2
    return plain


def _parted(tokens: Sequence[Token]) -> list[Token]:
    """文化活动7.54万元、图书馆2.76万元: behind an amount the mark 、 parts clauses, unless a number follows."""
    parted = list(tokens)
    for place in range(1, len(tokens) - 1):
        before = tokens[place - 1] if tokens[place - 1].kind != "close" else tokens[place - 2]
        if tokens[place].kind == "mark" and before.kind in ("money", "percent") and not tokens[place + 1].is_number:
            parted[place] = replace(tokens[place], kind="comma")
    return parted


def _fold(text: str) -> tuple[str, list[int]]:
    """The text much as `terms.fold` sees it, and for each of its characters the place in the text."""
    folded: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        # a circled number is a mark, not a digit of the amount before it
        plain = letter if _CIRCLED.match(letter) else unicodedata.normalize("NFKC", letter)
        for part in plain:
            if part.isspace() or part in "“”„‟\"「」『』‘’'":
                continue
            folded.append(_FOLDED_MARKS.get(part, part))
            places.append(place)
    return "".join(folded), places
