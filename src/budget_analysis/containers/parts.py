"""What the parts of an office file or OFD say of each other: which one another names, which is the document."""

from __future__ import annotations

from pathlib import PurePosixPath

from ..errors import DocumentError
from .package import Package
from .xml import name_of

_RELATIONS = "_rels"


def resolved(base: str, target: str) -> str:
    """The name of the part that `target` names in the part `base`: from the top where it begins with a slash."""
    place = PurePosixPath(target.strip().replace("\\", "/"))
    parts: list[str] = []
    for step in (place if place.is_absolute() else PurePosixPath(base).parent / place).parts:
        if step == "..":
            del parts[-1:]
        elif step not in ("/", "."):
            parts.append(step)
    return "/".join(parts)


def relations(package: Package, name: str) -> dict[str, tuple[str, str]]:
    """What a part of an office file refers to within the file: identifier to the kind and the name of a part."""
    place = PurePosixPath(name)
    listed = str(place.parent / _RELATIONS / f"{place.name}.rels").removeprefix("./")
    if listed not in package.names:
        return {}
    found = {}
    for relation in package.xml(listed):
        if not name_of(relation) or relation.get("TargetMode") == "External":
            continue
        kind = (relation.get("Type") or "").rpartition("/")[2]
        found[relation.get("Id") or ""] = kind, resolved(name, relation.get("Target") or "")
    return found


def main_part(package: Package) -> str:
    """The name of the part of an office file that holds the document.

    Raises:
        DocumentError: none is named.
    """
    for kind, name in relations(package, "").values():
        if kind == "officeDocument" and name in package.names:
            return name
    raise DocumentError(f"{package.shown}: the file names no main part; it is damaged. Fetch it again.")
