"""The commands of the command line and their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import cli_compare, cli_findings
from .storage import place

Run = Callable[[argparse.Namespace], int]
_EXAMPLE_FILE = "data/raw/yuecheng-bigdata-2024/final-account-2024.txt"


def build_parser(runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """The parser with all commands, each with what runs it and an example for the project's folder."""
    parser = argparse.ArgumentParser(
        prog="budget-analysis",
        description="Departmental final accounts (部门决算): read, recompute, report.",
        epilog="exit status: 0 done, 1 some document could not be read, 2 wrong usage, "
        "3 with --strict when a statement differs",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {version('budget-analysis')}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    build = _command(commands, "build", runs, "a folder of accounts to one dataset",
                     "build data/raw --out dataset")  # fmt: skip
    build.add_argument("folder", type=place, metavar="FOLDER",
                       help="folder with published accounts, an accounts.toml, or an address (s3://…)")  # fmt: skip
    _add_out(build, "folder (or address) for CSV, Parquet, corpus.sql and datapackage.json", of=place)
    build.add_argument("--database", action="store_true", help="run corpus.sql too: corpus.duckdb")
    _add_strict(build)

    publish = _command(commands, "publish", runs, "a dataset to a release that is never changed",
                       'publish dataset --out releases --author "A. Researcher"')  # fmt: skip
    publish.add_argument("dataset", type=place, metavar="DIR", help="folder (or address) of a dataset, made by build")
    _add_out(publish, "folder (or address) of releases", of=place)
    publish.add_argument("--author", action="append", required=True, metavar="NAME",
                         help="who releases it; may be repeated")  # fmt: skip
    publish.add_argument("--title", default="", help="title of the dataset")
    publish.add_argument("--licence", default="", metavar="SPDX",
                         help="licence of the compilation, such as CC-BY-4.0")  # fmt: skip

    synthesize = _command(commands, "synthesize", runs, "made-up accounts, with what they hold",
                          "synthesize --out made --count 3 --years 2")  # fmt: skip
    _add_out(synthesize, "folder for accounts/ and truth/")
    synthesize.add_argument("--count", type=_whole_number, default=10, help="how many offices (default 10)")
    synthesize.add_argument("--years", type=_whole_number, default=1,
                            help="accounts of each, year after year (default 1)")  # fmt: skip
    synthesize.add_argument("--seed", type=_whole_number, default=1, help="the same seed, the same accounts")
    synthesize.add_argument("--format", choices=("pdf", "text", "xlsx", "docx", "html", "mixed"), default="pdf",
                            help="pdf (default; needs reportlab), a text dump, …; mixed: in turn")  # fmt: skip
    synthesize.add_argument("--slips", type=_whole_number, default=0, metavar="N",
                            help="change N printed figures of each, told in truth/slips.csv")  # fmt: skip

    read = _command(commands, "read", runs, "one account to the frames of its forms and annexes",
                    f"read {_EXAMPLE_FILE} --out frames")  # fmt: skip
    _add_account(read)
    _add_out(read, "folder for the CSV files", is_required=False)
    _add_reader(read)

    check = _command(commands, "check", runs, "read one account and recompute every statement",
                     f"check {_EXAMPLE_FILE} --out frames")  # fmt: skip
    _add_account(check)
    _add_out(check, "folder for the CSV files", is_required=False)
    _add_reader(check)
    _add_strict(check)

    report = _command(commands, "report", runs, "pages with the evidence of every verdict, and executed notebooks",
                      f"report {_EXAMPLE_FILE} --out reports")  # fmt: skip
    report.add_argument("files", type=Path, nargs="+", metavar="FILE", help="accounts or folders")
    _add_out(report, "folder for the report")
    report.add_argument("--language", action="append", choices=("zh", "en"),
                        help="language of the pages; may be repeated (default: both)")  # fmt: skip
    report.add_argument("--reviews", type=Path, metavar="CSV",
                        help="file with what a person said of findings")  # fmt: skip
    _add_strict(report)

    findings = _command(commands, "findings", runs, "what is wrong, one line per slip",
                        f"findings {_EXAMPLE_FILE} --severity gross")  # fmt: skip
    explain = _command(commands, "explain", runs, "one finding, claim or check with its formula",
                       f'explain "A05.1 201" {_EXAMPLE_FILE}')  # fmt: skip
    annotate = _command(commands, "annotate", runs, "a copy of a PDF with its findings as annotations",
                        "annotate account.pdf --out account-annotated.pdf")  # fmt: skip
    cli_findings.add_arguments(findings, explain, annotate)
    compare = _command(commands, "compare", runs, "the same account in two files, cell by cell",
                       f"compare {_EXAMPLE_FILE} {_EXAMPLE_FILE}")  # fmt: skip
    cli_compare.add_arguments(compare)
    for command in (check, findings, explain, annotate):
        command.add_argument("--language", choices=("zh", "en"), default="en",
                             help="language of the findings (default en)")  # fmt: skip

    forms = _command(commands, "forms", runs, "the forms and layouts that are known", "forms")
    _add_json(forms)

    doctor = _command(commands, "doctor", runs, "what is installed, what is missing", "doctor")
    _add_json(doctor)
    for command in (build, read, check, report, findings, explain, annotate, compare):
        _add_limits(command)
        _add_json(command)
    for command in (build, report):
        _add_hands(command)
    for command in (build, read, check):
        command.add_argument("--overwrite", action="store_true",
                             help="replace what --out holds of other documents")  # fmt: skip
    return parser


def _command(
    commands: Any, name: str, runs: Mapping[str, Run], what: str, example: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=what,
        description=what[0].upper() + what[1:] + ".",
        epilog=f"example:\n  budget-analysis {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=runs[name])
    return parser


def _add_account(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE",
                        help="a published account: a file, its files, or a folder or .zip of them")  # fmt: skip


def _add_out(
    parser: argparse.ArgumentParser, what: str, is_required: bool = True, of: Callable[[str], Any] = Path
) -> None:
    parser.add_argument("--out", type=of, metavar="DIR", required=is_required, help=what)


def _add_reader(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reader", choices=("both", "tabula", "grid"), default="both",
                        help="readings of a PDF: both compared (default), or one alone")  # fmt: skip
    parser.add_argument("--password", default="", help="opens an encrypted PDF")
    parser.add_argument("--boxes", type=Path, metavar="DIR",
                        help="folder for page pictures with the cells drawn (PDF only)")  # fmt: skip


def _add_hands(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jobs", type=_whole_number, default=0, metavar="N",
                        help="documents read, tables written and notebooks run at a time (default 0: one for each core; of a scheduler two documents for each worker)")  # fmt: skip
    parser.add_argument("--scheduler", default="", metavar="ADDRESS",
                        help="read on the workers of this Dask scheduler (tcp://…, or its file); local starts one here")  # fmt: skip


def _add_limits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=_whole_number, default=300, metavar="S",
                        help="longest time for reading a document (default 300; 0: no limit)")  # fmt: skip
    parser.add_argument("--memory", type=_whole_number, default=4096, metavar="MIB",
                        help="most memory for reading a document (default 4096; 0: no limit)")  # fmt: skip


def _whole_number(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print a machine-readable summary")


def _add_strict(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--strict", action="store_true",
                        help="exit status 3 when a statement differs")  # fmt: skip
