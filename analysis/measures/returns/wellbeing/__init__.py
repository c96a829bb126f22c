"""Wellbeing of people who were asked twice: the scales, and what may be said of a change between first and last."""
