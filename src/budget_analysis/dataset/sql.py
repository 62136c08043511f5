"""The SQL that makes a DuckDB database of a dataset, with views for the common questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .. import specs
from ..errors import OutputError
from ..panel import load_indicators
from .tables import columns_of

SCRIPT, DATABASE = "corpus.sql", "corpus.duckdb"
WIDE = "panel_wide"


def script(tables: Iterable[str]) -> str:
    """The SQL: each table from its Parquet file with comments in both languages, then the views.

    It runs in the folder of the dataset: `duckdb corpus.duckdb < corpus.sql`.
    """
    named = list(tables)
    lines = ["-- duckdb corpus.duckdb < corpus.sql", ""]
    for name in named:
        lines.append(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM read_parquet('{name}.parquet');")
        lines += [f"COMMENT ON COLUMN {name}.\"{one.name}\" IS {_quoted(f'{one.zh} · {one.en}')};"
                  for one in columns_of(name)]  # fmt: skip
        lines.append("")
    lines += [_wide(), ""]
    for view in specs.load("views.toml")["view"]:
        lines += [f"CREATE OR REPLACE VIEW {view['name']} AS", f"{view['sql'].strip()};"]
        lines += [f"COMMENT ON VIEW {view['name']} IS {_quoted(view['zh'] + ' · ' + view['en'])};", ""]
    return "\n".join(lines)


def write_database(folder: str | Path, target: str | Path | None = None) -> Path:
    """Make the database by the script of a dataset.

    Args:
        folder: holds the Parquet files and `corpus.sql`.
        target: the database, `corpus.duckdb` beside them by default; one that is there is replaced.

    Raises:
        OutputError: it cannot be written.
    """
    import duckdb

    place = Path(folder)
    database = Path(target) if target else place / DATABASE
    part = database.with_name(database.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with duckdb.connect(str(part)) as connection:
            connection.execute(f"SET file_search_path = {_quoted(str(place.resolve()))}")
            connection.execute((place / SCRIPT).read_text(encoding="utf-8"))
        part.replace(database)
    except (duckdb.IOException, OSError) as error:
        raise OutputError(f"{database}: the database cannot be written: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    return database


def _wide() -> str:
    """One row per document, a column for each indicator of the whole account."""
    whole = [one for one in load_indicators().all if not one.each]
    columns = ",\n".join(f"       max(value) FILTER (WHERE indicator = '{one.id}') AS {one.id}" for one in whole)
    lines = [
        f"CREATE OR REPLACE VIEW {WIDE} AS",
        "SELECT document_id, any_value(department) AS department, any_value(fiscal_year) AS fiscal_year,",
        f"{columns}",
        "FROM panel WHERE item = 'total' GROUP BY document_id ORDER BY department, fiscal_year;",
        *_comments(),
    ]
    return "\n".join(lines)


def _comments() -> Iterator[str]:
    for one in load_indicators().all:
        if not one.each:
            yield f"COMMENT ON COLUMN {WIDE}.{one.id} IS {_quoted(f'{one.zh} · {one.en} ({one.unit})')};"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
