"""One code for one printed character: what every reader does to a text before anything reads it.

Programs that make a PDF write the same print in several codes: a radical (⻋, U+2ECB) for the
ideograph that looks the same (车), a digit in full width (２０８), marks that print nothing and only
steer the direction or the breaking of a line. A comparison of codes takes each of them for another
word. Footnote marks (①, ²) are print of their own and stay.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

WITHOUT_WIDTH = frozenset(
    map(
        chr,
        chain(
            (0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF),
            range(0x200B, 0x2010),
            range(0x202A, 0x202F),
            range(0x2060, 0x2070),
            range(0xFE00, 0xFE10),
            range(0xE0100, 0xE01F0),
        ),
    )
)
"""Soft hyphen, joiners, marks of direction, byte order mark, variation selectors."""
BLANK_MARKS = r"[-−–—]{1,2}|/"
"""What is printed where there is no amount, over folded text."""
_SUPPLEMENT = """
⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺 ⺔彑
⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王
⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑
⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長
⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 ⻢马 ⻣骨 ⻤鬼 ⻥鱼
⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟
"""
"""Each character of the block CJK Radicals Supplement with its ideograph, as the Unicode standard
gives them (EquivalentUnifiedIdeograph.txt, 14.0); U+2E80 and U+2E9A have none."""
_OTHERS = chain(
    range(0x2F00, 0x2FD6),  # Kangxi radicals
    range(0xF900, 0xFB00),  # compatibility ideographs
    range(0xFF10, 0xFF1A),  # digits in full width
    range(0x1D7CE, 0x1D800),  # digits of mathematical alphabets
)
_ONE_CODE: dict[int, str | None] = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in _OTHERS},
    **{ord(pair[0]): pair[1] for pair in _SUPPLEMENT.split()},
    **dict.fromkeys(map(ord, WITHOUT_WIDTH)),
}
_POINT = re.compile(r"(?<=[０-９])．(?=[０-９])")
_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def fold_glyphs(text: str) -> str:
    """The text with one code for each printed character, without marks that print nothing.

    Radicals and compatibility ideographs become the ideograph, digits the half-width digit; so do
    point and comma within a number in full width. All else stays as printed, also the full-width
    marks of the prose.
    """
    if text.isascii():
        return text
    if "．" in text or "，" in text:
        text = _THOUSANDS.sub(",", _POINT.sub(".", text))
    return text.translate(_ONE_CODE)


_FOLIO = re.compile(r"[-—–·._~\s]*(?:第)?\d{1,3}(?:页)?(?:[/,]?共?\d{1,3}页?)?[-—–·._~\s]*")
_APART = re.compile(r"\d\s{2,}\d")


def is_folio(text: str) -> bool:
    """True for the number of a page: 4, - 4 -, 第4页, 4/20. What else a number by itself is, only its place tells.

    Numbers that stand apart are none: the last digits of a row that a narrow table has broken.
    """
    if _APART.search(text.strip()):
        return False
    return _FOLIO.fullmatch("".join(unicodedata.normalize("NFKC", text).split())) is not None
