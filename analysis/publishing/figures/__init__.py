"""Figures as readers get them: still drawings for every page, PDF and Word, and what to explore them with on the site."""
