"""Who an account is of: department, level, region, parent, edition; what the document does not tell is asked for."""

from .apply import ASKED, Identified, identify_accounts
from .departments import DEPARTMENTS, read_departments
from .editions import AMBIGUOUS, COPY, CURRENT, SUPERSEDED, TEMPLATE
from .records import RECORD, read_record

__all__ = [
    "AMBIGUOUS",
    "ASKED",
    "COPY",
    "CURRENT",
    "DEPARTMENTS",
    "RECORD",
    "SUPERSEDED",
    "TEMPLATE",
    "Identified",
    "identify_accounts",
    "read_departments",
    "read_record",
]
