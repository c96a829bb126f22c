"""Exhibits: returns, case studies and money beside one another, outcome by outcome."""
