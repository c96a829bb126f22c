"""Readers: case studies, codes, codings and coders."""
