"""The command line: parse, call, print, exit status.

0 done; 1 some document could not be read, or something is missing; 2 wrong usage;
3 with --strict when a statement differs, and when the files of `compare` do.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import cli_compare, cli_findings, cli_options
from .errors import BudgetAnalysisError
from .inert import plain

if TYPE_CHECKING:
    from .corpus import Result
    from .workers import Limits

DONE, UNREADABLE, USAGE, DIFFERS, INTERRUPTED = 0, 1, 2, 3, 130
_LISTED = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what the terminal's encoding lacks is escaped
            stream.reconfigure(errors="backslashreplace")
    given = build_parser().parse_args(arguments)
    try:
        status: int = given.run(given)
        sys.stdout.flush()
    except BudgetAnalysisError as error:
        print(plain(f"error: {error}"), file=sys.stderr)
        return UNREADABLE
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        _discard_output()
        return DONE
    except OSError as error:
        place = f"{plain(str(error.filename))}: " if error.filename else "output: "
        print(f"error: {place}{error.strerror or error}. Make room, or give yourself the right "
              "to read and write there, and run the same command again.", file=sys.stderr)  # fmt: skip
        _discard_output()
        return UNREADABLE
    except KeyboardInterrupt:
        print("interrupted; finished work is kept, run the same command again", file=sys.stderr)
        return INTERRUPTED
    return status


def _discard_output() -> None:
    """Where standard output fails: Python would try once more at its end to write the rest."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_parser() -> argparse.ArgumentParser:
    """The parser with all commands; each shows an example that runs in the project's folder."""
    return cli_options.build_parser({
        "build": _build, "publish": _publish, "synthesize": _synthesize, "read": _read, "check": _check, "report": _report, "findings": _findings,
        "explain": _explain, "annotate": _annotate, "compare": _compare, "forms": _forms, "doctor": _doctor,
    })  # fmt: skip


def _build(given: argparse.Namespace) -> int:
    from . import cluster, corpus, identity, inventory, outputs, publish, shelf, stages, storage, summaries, years

    with storage.brought(given.folder) as named, storage.output(given.out) as output:
        top, out = named if named.is_dir() else named.parent, output.folder
        files = inventory.take_stock([named], out)
        corrected = identity.read_departments(top / identity.DEPARTMENTS)
        jobs = cluster.local_jobs(given.jobs, given.scheduler)
        crosswalk = years.read_crosswalk(top / years.CROSSWALK)
        with outputs.claimed(out), cluster.hands(given.jobs, given.scheduler, _limits(given)) as hands:
            if not given.overwrite:
                publish.refuse_to_replace(out)
            results = corpus.read_all(files, out / shelf.KEPT, stages.Manner(with_panel=True), hands)
            done = [output.keep(result) for result in summaries.progress(results, len(files), "file")]
            made = corpus.dataset(done, corrected, crosswalk, top)
            publish.write_dataset(made, out, jobs)
            if given.database:
                publish.write_database(out)
            output.deliver()
        asked = [one.message for _, one in made.problems if one.kind == corpus.ASKED]
        for message in [] if given.json else asked:
            print(plain(f"asked: {message}"))
        defects = [f"{one.place}: {one.message}" for _, one in made.problems if one.kind == corpus.DEFECT]
        for message in defects:
            print(plain(f"error: {message}"), file=sys.stderr)
        told = storage.below(done, top, given.folder)
        status = _finish(given, told, {"out": str(given.out), "asked": asked, "defects": defects}, jobs)
    return UNREADABLE if defects else status


def _publish(given: argparse.Namespace) -> int:
    from . import release, storage

    citation = release.Citation(given.author, given.title, given.licence)
    with storage.brought(given.dataset) as dataset, storage.output(given.out) as output:
        print(plain(output.release(release.release(dataset, output.folder, citation), release.SUMS)))
    return DONE


def _synthesize(given: argparse.Namespace) -> int:
    from . import synthetic

    wish = synthetic.Wish(given.count, given.seed, given.years, given.format, given.slips)
    made = synthetic.synthesize(given.out, wish)
    print(plain(f"{len(made)} made-up accounts: {given.out / 'accounts'}"))
    return DONE


def _read(given: argparse.Namespace) -> int:
    return _one(given, with_claims=False)


def _check(given: argparse.Namespace) -> int:
    return _one(given, with_claims=True)


def _findings(given: argparse.Namespace) -> int:
    results, listed = cli_findings.findings_of(given, _limits(given))
    if given.json:
        _print_json({"documents": listed})
    return _failed(results)


def _explain(given: argparse.Namespace) -> int:
    results, told = cli_findings.explain_one(given, _limits(given))
    if given.json and told:
        _print_json(told)
    return _failed(results)


def _compare(given: argparse.Namespace) -> int:
    results, told, is_other = cli_compare.compare(given, _limits(given))
    if given.json and told:
        _print_json(told)
    return _failed(results) or (DIFFERS if is_other else DONE)


def _annotate(given: argparse.Namespace) -> int:
    results, told = cli_findings.annotate_one(given, _limits(given))
    if given.json and told:
        _print_json(told)
    return _failed(results)


def _failed(results: Sequence[Result]) -> int:
    """Say which documents could not be read; the exit status."""
    failures = [result.failure for result in results if result.failure is not None]
    for failure in failures:
        print(plain(f"error: {failure.message}"), file=sys.stderr)
    return UNREADABLE if failures else DONE


def _one(given: argparse.Namespace, with_claims: bool) -> int:
    from . import cluster, corpus, inventory, outputs, publish, stages

    manner = stages.Manner(with_claims, given.reader, given.password)
    named = inventory.File(given.files[0]) if len(given.files) == 1 else inventory.File(
        Path(" + ".join(map(str, given.files))), files=tuple(given.files))  # fmt: skip
    files = inventory.identify([named])
    with (
        outputs.claimed(given.out) if given.out else nullcontext(),
        cluster.hands(1, limits=_limits(given)) as hands,
    ):
        [result] = corpus.read_all(files, manner=manner, hands=hands)
        if result.frames is not None and given.out is not None:
            if not given.overwrite:
                publish.refuse_to_replace(given.out, result.frames)
            publish.write_account(result.frames, given.out)
    extra = {"out": str(given.out)} if given.out else {}
    if result.frames is not None and given.boxes is not None:
        extra["boxes"] = str(_draw_boxes(given))
    return _finish(given, [result], extra)


def _draw_boxes(given: argparse.Namespace) -> Path:
    from .errors import DocumentError
    from .workers import Worker

    if len(given.files) > 1 or given.files[0].suffix.lower() != ".pdf":
        raise DocumentError(f"{given.files[0]}: only the cells of one PDF have boxes; leave out --boxes.")
    with Worker(_read_and_draw, _limits(given)) as worker:
        worker.read(given.files[0], given.reader, given.password, given.boxes)
    boxes: Path = given.boxes
    return boxes


def _read_and_draw(file: Path, reader: str, password: str, boxes: Path) -> dict[str, bytes]:
    from . import archives, readers
    from .readers.pdf import draw_boxes

    with archives.on_disk(file) as unpacked:
        draw_boxes(unpacked, readers.read(unpacked, reader, password), boxes, password)
    return {}


def _limits(given: argparse.Namespace) -> Limits:
    from .workers import Limits

    return Limits(given.seconds, given.memory)


def _report(given: argparse.Namespace) -> int:
    from . import cluster, corpus, findings, inventory, outputs, runs, shelf, site, stages, summaries

    files = inventory.take_stock(given.files, given.out)
    reviews = findings.read_reviews(given.reviews) if given.reviews else []
    notebooks = site.notebooks_of(runs.project_root() / "notebooks")
    languages = tuple(dict.fromkeys(given.language or ("zh", "en")))
    with outputs.claimed(given.out):
        with cluster.hands(given.jobs, given.scheduler, _limits(given)) as hands:
            read = corpus.read_all(files, given.out / shelf.KEPT, stages.Manner(with_panel=True), hands)
            results = list(summaries.progress(read, len(files), "file"))
        work = [
            (result, notebook, language)
            for result in results
            if result.source is not None and result.frames is not None
            for notebook in notebooks
            for language in languages
        ]
        jobs = cluster.local_jobs(given.jobs, given.scheduler)  # pages are made here
        pages, stopped = site.write_pages(summaries.progress(work, len(work), "page"), given.out, jobs)
        unread = [result.failure for result in results if result.failure is not None]
        index, unmade = site.write_site(
            given.out, results, [*unread, *stopped], languages, reviews,
            progress=lambda listed: summaries.progress(listed, len(listed), "account"),
        )  # fmt: skip
    stopped += unmade
    extra = {
        "index": str(index),
        "pages": len(pages),
        "new": sum(page.is_new for page in pages),
        "stopped": [failure.message for failure in stopped],
    }
    status = _finish(given, results, extra, jobs)
    if not given.json:
        print(plain(f"{extra['pages']} pages, {extra['new']} of them new: {index}"))
    for failure in stopped:
        print(plain(f"error: {failure.message}"), file=sys.stderr)
    return UNREADABLE if stopped else status


def _forms(given: argparse.Namespace) -> int:
    from . import specs

    layouts = specs.layouts()
    known = specs.forms()
    if given.json:
        _print_json(
            {
                "layouts": [
                    {"id": layout.id, "zh": layout.zh, "en": layout.en, "forms": layout.forms}
                    for layout in layouts
                ],
                "forms": [
                    {"id": spec.id, "zh": spec.zh, "en": spec.en, "titles": spec.titles}
                    for spec in known.values()
                ],
            }
        )
        return DONE
    for layout in layouts:
        print(f"{layout.id}: {layout.zh} / {layout.en}")
        for number, form in enumerate(layout.forms, 1):
            print(f"  {number:2}. {form}")
    print()
    for spec in known.values():
        print(f"{spec.id}: {spec.zh} / {spec.en}")
        for title in spec.titles:
            print(f"      {title}")
    return DONE


def _doctor(given: argparse.Namespace) -> int:
    from . import doctor

    findings = doctor.examine()
    if given.json:
        _print_json([vars(finding) for finding in findings])
    else:
        for finding in findings:
            state = "ok     " if finding.is_well else "missing" if finding.is_needed else "without"
            print(f"{state}  {finding.what}: {finding.seen}")
            if not finding.is_well:
                print(f"         {finding.remedy}")
    return DONE if all(finding.is_well or not finding.is_needed for finding in findings) else UNREADABLE


def _finish(given: argparse.Namespace, results: Sequence[Result], extra: dict[str, Any], jobs: int = 1) -> int:
    """Print what came out and give the exit status."""
    from . import corpus, inventory, proposals, summaries

    documents = [one for one in results if one.became in (corpus.READ, inventory.FAILED)]
    told = summaries.summarize_all(documents, jobs)
    listed = list(told) if given.json else [_printed(one, given) for one in told]
    account = summaries.account_for(results, listed)
    proposed = proposals.propose(results)
    account["proposed"] = [{"folder": str(one.folder), "files": list(one.files), "entry": one.entry} for one in proposed]
    if given.json:
        _print_json({**extra, "documents": listed, **account})
    else:
        if len(results) > 1:
            for one in proposed:
                print(plain(proposals.as_text(one)))
            print(plain(summaries.closing(account)))
    if _failed(results) or any("is_defect" in summary for summary in listed):
        return UNREADABLE
    is_strict = getattr(given, "strict", False)
    return DIFFERS if is_strict and any(s["differs"] for s in listed) else DONE


def _printed(summary: dict[str, Any], given: argparse.Namespace) -> dict[str, Any]:
    """Print a summary; what counts of it is kept, for a batch may be long."""
    from . import summaries

    print(plain(summaries.as_text(summary, _language(given), is_told_elsewhere=given.run is _report)))
    return summaries.counts_of(summary)


def _language(given: argparse.Namespace) -> str | None:
    """The one language of the findings; a report has pages for them."""
    language = getattr(given, "language", None)
    return language if isinstance(language, str) else None


def _print_json(value: Any) -> None:
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    print(plain(json.dumps(value, ensure_ascii=not is_unicode, indent=2)))


if __name__ == "__main__":
    raise SystemExit(main())
