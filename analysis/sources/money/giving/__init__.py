"""Readers: grants by the 360Giving Data Standard, and registers of grants."""
