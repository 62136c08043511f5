"""The walk-through of docs/forms.md: each wording is added to the specs as it stands there."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from budget_analysis import load, reconcile, specs
from budget_analysis.sentences import load_shapes
from tests.test_sentences import RIGHT, TRUE, claims_of, shapes_in, verdict_at

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "forms.md"
_TAUGHT = re.compile(r"^```toml\n# (?P<file>\S+\.toml)\n(?P<toml>(?:(?!```).*\n)*)```\n(?P<told>(?:\n```text\n(?:(?!```).*\n)*```\n)+)", re.M)
_SENTENCE = re.compile(r"^```text\n(?P<text>.*?)^(?P<right>\S+) → (?P<slip>\S+)\n```", re.M | re.S)
_SECTION = re.compile(r"(?P<section>[a-z_.]+): (?P<text>.*)\n")
ACCOUNT = """云溪县教育局2024年度部门决算

第三部分 2024年度部门决算情况说明

一、机关运行经费支出情况说明

2024年度机关运行经费支出20.00万元，比上年减少5.00万元，下降20.00%。

"""


@dataclass(frozen=True)
class Wording:
    """A wording of the walk-through: what is added to which file, and a sentence that needs it."""

    file: str
    added: Mapping[str, Any]
    text: str
    right: str
    slip: str

    def verdicts(self, folder: Path, number: str) -> set[str]:
        """The verdicts on `number`, put in the place of the right one."""
        claims = self._claims(folder, self.text.replace(self.right, number))
        printed = claims.loc[claims["printed"] == number, "verdict"]
        assert len(printed), f"{number} is no claim"
        return set(printed.dropna())

    def _claims(self, folder: Path, text: str) -> pd.DataFrame:
        of_section = _SECTION.fullmatch(text)
        if of_section:
            return claims_of(of_section["section"], of_section["text"])
        file = folder / "account.txt"
        file.write_text(ACCOUNT + text.replace("\n", "\n\n"), encoding="utf-8")
        return reconcile(load(file)).claims


def wordings() -> list[Wording]:
    return [
        Wording(taught["file"], tomllib.loads(taught["toml"]), told["text"], told["right"], told["slip"])
        for taught in _TAUGHT.finditer(GUIDE.read_text(encoding="utf-8"))
        for told in _SENTENCE.finditer(taught["told"])
    ]


WORDINGS = wordings()


@contextmanager
def added_to_specs(file: str, added: Mapping[str, Any], patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The specs with an addition, as somebody would write it into the file."""
    plain = specs.load

    def more(*path: str) -> dict[str, Any]:
        found = plain(*path)
        return _joined(found, added) if "/".join(path) == file else found

    with patch.context() as patched:
        patched.setattr(specs, "load", more)
        forget()
        yield
    forget()


def forget() -> None:
    """Clear what the modules keep of the specs."""
    for name, module in list(sys.modules.items()):
        if name.startswith("budget_analysis.") and ".readers" not in name:
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def _joined(old: Any, new: Any) -> Any:
    if isinstance(old, Mapping):
        return {**old, **{key: _joined(old[key], value) if key in old else value for key, value in new.items()}}
    assert isinstance(old, list), f"{old!r} would be replaced"
    return [*old, *new]


def test_the_guide_teaches_five_kinds_of_wording() -> None:
    taught = [(wording.file, sorted(wording.added)) for wording in WORDINGS]
    assert taught == [
        ("sentences/words.toml", ["words"]),
        ("sentences/subjects.toml", ["subject"]),
        ("sentences/words.toml", ["completion", "words"]),
        ("sentences/words.toml", ["completion", "words"]),
        ("sections.toml", ["keyed"]),
        ("sentences/shapes.toml", ["shape"]),
    ]


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.text.split("：")[0][:30])
def test_wording_is_judged_once_it_is_taught(wording: Wording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = "the kit knows this wording by now: teach another one in docs/forms.md"
    assert wording.verdicts(tmp_path, wording.right) <= {"unchecked"}, known
    assert wording.verdicts(tmp_path, wording.slip) <= {"unchecked"}
    with added_to_specs(wording.file, wording.added, monkeypatch):
        assert wording.verdicts(tmp_path, wording.right) == {"equal"}
        assert "differs" in wording.verdicts(tmp_path, wording.slip)
    assert wording.verdicts(tmp_path, wording.right) <= {"unchecked"}


def test_examples_of_the_taught_shape_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    [wording] = [wording for wording in WORDINGS if "shape" in wording.added]
    with added_to_specs(wording.file, wording.added, monkeypatch):
        shape = load_shapes()[-1]
        assert shape.id == wording.added["shape"][0]["id"]
        assert [verdict_at(example) for example in shape.examples["holds"]] == ["equal"]
        assert [verdict_at(example) for example in shape.examples["differs"]] == ["differs"]
        for kind, is_used in (("holds", True), ("silent", False)):
            for example in shape.examples[kind]:
                assert (shape.id in shapes_in(monkeypatch, example["section"], example["text"])) == is_used


def test_taught_harmless_word_moves_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    [wording] = [wording for wording in WORDINGS if "harmless" in wording.added.get("words", {})]
    with added_to_specs(wording.file, wording.added, monkeypatch):
        claims = claims_of("expenditure", TRUE.format("经审定"))
        assert set(claims["verdict"].dropna()) <= set(RIGHT)
        assert len(claims) == len(claims_of("expenditure", TRUE.format("")))
