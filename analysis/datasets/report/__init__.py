"""Tables: what a person writes and what the report leads with."""
