"""What all tests share: the folder of development documents, and the rule about skipping.

The development documents do not belong to the project. A test that needs them takes `shared_dir`
and is skipped where they are absent; so is one that needs LibreOffice, which is no package. With CI=true
every other skip is a failure, because a test that silently does not run proves nothing.
"""

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# how long an example takes says something of the machine, nothing of the code
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SHARED_ABSENT = "the folder `shared` with the development documents is absent"
LIBREOFFICE_ABSENT = "LibreOffice is not installed"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder named by BUDGET_ANALYSIS_SHARED, else `shared` beside the checkout."""
    named = os.environ.get("BUDGET_ANALYSIS_SHARED")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    if (folder / "gold").is_dir():
        return folder
    if named:
        pytest.fail(f"BUDGET_ANALYSIS_SHARED={named} has no folder `gold`: correct it or unset it")
    pytest.skip(SHARED_ABSENT)


@pytest.fixture(scope="session", autouse=True)
def place_of_what_is_made_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.folders_made_once import keep_in

    keep_in(tmp_path_factory)


@pytest.fixture
def without_workers() -> Iterator[None]:
    """Commands read documents in this process, and each only once: see tests/known_documents.py."""
    from tests.known_documents import reading_here

    with reading_here():
        yield


def fail_unexpected_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure in CI, unless the development documents or LibreOffice are the reason."""
    if os.environ.get("CI") != "true" or report.outcome != "skipped" or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if not any(accepted in reason for accepted in (SHARED_ABSENT, LIBREOFFICE_ABSENT)):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: skipped, which CI does not accept ({reason})"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    fail_unexpected_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    fail_unexpected_skip(report)
    return report
