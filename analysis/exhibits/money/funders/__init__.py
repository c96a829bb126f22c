"""What the money of each funder became."""
