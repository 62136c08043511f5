"""The prose and tables of the annexes to claims."""
