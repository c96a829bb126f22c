"""Specifications: input drawn as a table, one call, the result. `python -m tests.specification` writes the page made from them."""
