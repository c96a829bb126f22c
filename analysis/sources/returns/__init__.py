"""Readers: returns, their questions and what is made of the answers."""
