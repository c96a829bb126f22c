"""Notebooks run: a process that is warm, a copy that is settled, a memory of what ran before."""
