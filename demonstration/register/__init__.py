"""Invented data: the register: hubs, localities, where they lie."""
