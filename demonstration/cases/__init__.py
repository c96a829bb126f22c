"""Invented data: case studies, codes, codings and coders."""
