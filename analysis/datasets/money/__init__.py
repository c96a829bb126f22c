"""Tables: awards, payments and what they add up to."""
