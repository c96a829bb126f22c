"""What goes back to hubs: costs, rents, readiness and pathways."""
