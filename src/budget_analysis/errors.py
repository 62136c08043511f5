"""Our exception types. A message says where, what was seen, what was expected and what to do next."""


class BudgetAnalysisError(Exception):
    """Anything this package raises on purpose."""


class DocumentError(BudgetAnalysisError):
    """A document cannot be read at all (damaged, encrypted, no account in it)."""


class LocateError(BudgetAnalysisError):
    """A form is found twice, or its shape is not one that the specs describe."""


class FurtherTableError(LocateError):
    """A further table of a form has other columns than the first, or other amounts for its rows: no other reading of it is better."""


class CellError(BudgetAnalysisError):
    """A cell makes no sense. The account's reading records it as a problem and goes on."""


class SpecError(BudgetAnalysisError):
    """Our own description of a form, identity or phrase is wrong."""


class ParameterError(BudgetAnalysisError):
    """A notebook was given a parameter that it does not declare, or a value of another type."""


class OutputError(BudgetAnalysisError):
    """The output cannot be written: no folder, no right, no room, or another run writes there."""


class LimitError(DocumentError):
    """Reading a document took more time or memory than it may, or ended the process."""


class ReviewError(BudgetAnalysisError):
    """A file of reviews (`reviews.csv`) is malformed; the message says where and what to write."""
