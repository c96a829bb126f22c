"""Exhibits: what ends, what is decided next, what was asked for, and whom the money hangs on."""
