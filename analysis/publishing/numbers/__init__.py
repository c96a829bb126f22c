"""Each number on a page is a link to its card, which says how it was worked out and from which files."""
