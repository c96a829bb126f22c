"""Exhibits: the means of drawing: theme, labels, grids."""
