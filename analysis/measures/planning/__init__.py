"""Measures: costs, rents, readiness and pathways."""
