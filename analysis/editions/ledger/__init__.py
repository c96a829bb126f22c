"""The ledger of an edition's numbers: evidence, their way to the source cells, and what changed between two editions."""
