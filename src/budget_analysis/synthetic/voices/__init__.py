"""How offices tell an account: sentences in the usual order of each place.

Each layout has a wording of its own (`own.py`); the others go with the forms of one layout. Amounts are in
万元, rates are rounded half up from the printed amounts. A voice tells the ledger's own figures, so that every statement holds; which of
several turns of phrase it takes is drawn by the account.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping

from ..ledger import Ledger
from ..model import Section
from .central import central
from .chongqing import chongqing
from .own import mof_own, zhejiang_own
from .shanghai import shanghai
from .sichuan import sichuan
from .teller import Teller
from .zhejiang import zhejiang

VOICES: Mapping[str, Callable[[Teller], Iterable[Section]]] = {
    "shanghai": shanghai,
    "central": central,
    "sichuan": sichuan,
    "chongqing": chongqing,
    "zhejiang": zhejiang,
}
_OWN: Mapping[str, Callable[[Teller], Iterable[Section]]] = {"zhejiang": zhejiang_own, "mof": mof_own}
LAYOUTS: Mapping[str, str] = {"zhejiang": "zhejiang"}
"""The layout that a voice goes with, where it is not that of the Ministry of Finance."""


def tell(ledger: Ledger, layout: str, voice: str = "") -> tuple[Section, ...]:
    """The explanations of the account and the glossary, after the forms: in this voice, or as the layout's own."""
    teller = Teller(ledger, random.Random(f"{voice} {ledger.department} {ledger.year}"))
    return tuple((VOICES[voice] if voice else _OWN[layout])(teller))
