"""What stands beside the editions in reports/: the list of them, and the documentation."""
