"""How the names of offices and institutions end (`specs/surroundings.toml`)."""

from __future__ import annotations

from collections.abc import Mapping

from . import specs


def is_organisation(name: str) -> bool:
    """True for what ends like the name of an office or institution."""
    told = _told()
    return name.endswith(tuple(told["endings"])) and not name.endswith(tuple(told["none"]))


def is_office_of_title(name: str) -> bool:
    """True for what ends like the name of an office in the title of a page."""
    told = _told()
    return name.endswith((*told["endings"], *told["in_titles"])) and not name.endswith(tuple(told["none"]))


def is_authority(name: str) -> bool:
    """True for what ends like the name of an office that has institutions below it."""
    return name.endswith(tuple(_told()["authorities"]))


def is_place(name: str) -> bool:
    """True for what ends like the name of a province, city or county."""
    return name.endswith(tuple(_told()["places"]))


def is_item(name: str) -> bool:
    """True for what ends like a name of money: no office is called so."""
    return name.endswith(tuple(_told()["items"]))


def without_summary(name: str) -> str:
    """The folded name of an office without what says that its units are counted in: 某局(汇总)."""
    for word in _told()["summaries"]:
        bare = name.removesuffix(f"({word})")
        bare = name.removesuffix(word) if bare == name and is_office_of_title(name.removesuffix(word)) else bare
        if bare != name:
            return bare
    return name


def without_level(name: str) -> str:
    """The folded name of an office without what says that its units are not counted in: 某局(本级)."""
    return next((name.removesuffix(f"({word})") for word in _told()["own_level"] if name.endswith(f"({word})")), name)


def is_short_name(name: str, office: str) -> bool:
    """True for the short name of a body in the name of its office: 市人大 in 某市人大常委会; 市委 in 某市委宣传部 is another."""
    before, found, behind = office.partition(name)
    return bool(before and found) and name.startswith(tuple(_told()["places"])) and is_office_of_title(name) and behind in _told()["standing"]


def _told() -> Mapping[str, list[str]]:
    told: Mapping[str, list[str]] = specs.load("surroundings.toml")["organisations"]
    return told
