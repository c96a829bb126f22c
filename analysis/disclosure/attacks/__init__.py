"""The attack on what leaves: by a reader, and by a hub that knows itself."""
