"""The dataset of many accounts: tables as CSV and Parquet, SQL over them, a workbook, what is what."""

from .csv_files import read_csv, write_csv
from .files import FILES, PACKAGE, write_dataset
from .sql import DATABASE, write_database
from .tables import Tables

__all__ = ["DATABASE", "FILES", "PACKAGE", "Tables", "read_csv", "write_csv", "write_database", "write_dataset"]
