"""The Quarto route: what Quarto is given, what it says, and the last touches to what it made."""
