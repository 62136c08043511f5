"""A form without ruled lines, or with lines that mislead: rows and columns from the places of words.

The columns are those that the form declares. Their heads are looked for in the lines above the
first row; each number then belongs to the column whose head it stands below. Lines of a PDF tell
where their words stand; in a text dump the place is that within the line, where the dump keeps it.
"""

from .broken import has_torn_rows, is_torn
from .pieces import Pitch
from .table import grid_of_places

__all__ = ["Pitch", "grid_of_places", "has_torn_rows", "is_torn"]
