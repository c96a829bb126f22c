"""Readers: costs, rents, readiness and pathways."""
