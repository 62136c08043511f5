"""Single changes of accounts, and what becomes of them: the parts of `benchmarks/claims.py`."""
