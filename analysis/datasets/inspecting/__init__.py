"""Tables: what any one file is, and what would be read from it."""
