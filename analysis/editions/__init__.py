"""Editions: notebooks run, their facts and tables collected, and the whole placed at once or not at all."""
