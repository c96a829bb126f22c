"""Readers: contracts by the Open Contracting Data Standard."""
