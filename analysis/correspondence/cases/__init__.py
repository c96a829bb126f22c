"""What goes back to hubs: case studies, codes, codings and coders."""
