"""The form of a summary of learning: what happened when, boxes, photographs, definitions, and who wrote."""
