"""Tables: which awards and payments are one and the same, whoever published them."""
