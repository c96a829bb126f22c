"""Pages in words for those who read them: months, and what would be needed."""
