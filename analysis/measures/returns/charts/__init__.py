"""Charts of hubs against their own usual level, and against each other."""
