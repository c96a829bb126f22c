"""Each table declared once; checks, the data dictionary and the demonstration data follow from the declarations."""
