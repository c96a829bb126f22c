"""Measures: case studies, codes, codings and coders."""
