"""Exhibits: one hub's own page."""
