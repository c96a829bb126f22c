"""The report as two papers: a tagged PDF and a Word file."""
