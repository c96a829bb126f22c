"""Invented data: costs, rents, readiness and pathways."""
