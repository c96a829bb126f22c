"""Tables: from raw files to data/processed."""
