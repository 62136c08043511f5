"""How offices of other places tell the same account: sentences in the usual order of each place.

The two layouts have a wording of their own (`prose.py`). Here are others, each for the layout whose
forms it goes with. A voice tells the ledger's own figures, so that every statement holds; which of
several turns of phrase it takes is drawn by the account.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping

from ..ledger import Ledger
from ..model import Section
from .central import central
from .chongqing import chongqing
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
LAYOUTS: Mapping[str, str] = {"zhejiang": "zhejiang"}
"""The layout that a voice goes with, where it is not that of the Ministry of Finance."""


def tell(ledger: Ledger, voice: str) -> tuple[Section, ...]:
    """The explanations of the account in this voice, after the forms."""
    teller = Teller(ledger, random.Random(f"{voice} {ledger.department} {ledger.year}"))
    return tuple(VOICES[voice](teller))
