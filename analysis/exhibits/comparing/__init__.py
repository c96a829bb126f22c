"""Exhibits: networks side by side."""
