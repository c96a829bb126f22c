"""Readers of what people send: one module an outside format. The only code that reads raw files."""
