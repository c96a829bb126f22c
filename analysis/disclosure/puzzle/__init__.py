"""The puzzle of case studies: whether all that is told of them leads a quoted voice to one place or one partner."""
