"""A folder of documents to one dataset: finished work is kept, a bad document is passed over."""

from ..identity import ASKED
from .batch import READ, Failure, Hand, Result, read_all, read_frames
from .stacked import Stacked
from .whole import DEFECT, UNREADABLE, dataset

__all__ = [
    "ASKED",
    "DEFECT",
    "READ",
    "UNREADABLE",
    "Failure",
    "Hand",
    "Result",
    "Stacked",
    "dataset",
    "read_all",
    "read_frames",
]
