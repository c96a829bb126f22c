"""Readers: the register: hubs, localities, where they lie."""
