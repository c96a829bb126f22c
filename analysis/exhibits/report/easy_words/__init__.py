"""The report in easy words."""
