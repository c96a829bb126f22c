"""Readers: what lies in the raw folder: cards and kinds."""
