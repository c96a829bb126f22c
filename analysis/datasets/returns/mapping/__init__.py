"""What columns of somebody else's form answer: proposed, confirmed by a person, applied."""
