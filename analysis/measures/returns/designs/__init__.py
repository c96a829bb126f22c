"""Measures: comparisons that a network declared, and what each can bear."""
