"""Tables: what tells who somebody is, and what was decided about it."""
