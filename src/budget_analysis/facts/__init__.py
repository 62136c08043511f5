"""Every printed number of an account once: what it is of, what it is worth, where it stands."""

from .forms import Cells, Forms
from .fact import CannotCheckError, DoesNotApplyError, Fact, Unbound
from .numbers import read_number
from .quantity import Quantity, path

__all__ = [
    "CannotCheckError",
    "Cells",
    "DoesNotApplyError",
    "Fact",
    "Forms",
    "Quantity",
    "Unbound",
    "path",
    "read_number",
]
