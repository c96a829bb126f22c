"""Measures: networks side by side."""
