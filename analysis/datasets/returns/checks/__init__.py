"""Tables: the checks over the answers of returns."""
