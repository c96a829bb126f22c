"""Tables: case studies, codes, codings and coders."""
