"""Exhibits: what was learned, what was recommended and what became of it."""
