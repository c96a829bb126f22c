"""Measures: pure functions table -> table, each with its record. They know no file and no chart."""
