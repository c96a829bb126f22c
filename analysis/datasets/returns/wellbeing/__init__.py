"""What people who come to a hub answered about their own wellbeing, where a network asks them."""
