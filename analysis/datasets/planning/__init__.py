"""Tables: costs, rents, readiness and pathways."""
