"""Measures: the register: hubs, localities, where they lie."""
