"""Exhibits: case studies, codes, codings and coders."""
