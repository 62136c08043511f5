"""Single slips in accounts, proved by an oracle that shares nothing with the kit, and how the kit does."""
