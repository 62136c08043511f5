"""Two accounts of one department, a year apart: what each says of the other, codes that changed."""

from .compare import compare_years
from .crosswalk import CROSSWALK, Step, read_crosswalk
from .pairs import pairs_of

__all__ = ["CROSSWALK", "Step", "compare_years", "pairs_of", "read_crosswalk"]
