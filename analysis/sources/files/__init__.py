"""Readers: formats of files, read within bounds."""
