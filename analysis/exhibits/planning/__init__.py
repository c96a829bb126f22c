"""Exhibits: costs, rents, readiness and pathways."""
