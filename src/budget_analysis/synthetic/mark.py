"""The words by which a made-up account is known, wherever it goes; `account` finds them again."""

from __future__ import annotations

from dataclasses import replace

from ..account import MADE_UP
from .model import AccountModel, Section

MARK = MADE_UP


def marked(model: AccountModel) -> AccountModel:
    """The account with the mark on its first page."""
    return replace(model, front=(Section(MARK), *model.front))
