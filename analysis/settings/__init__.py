"""Files that people write: declared once; reading, refusal, schema for editors and documentation follow."""
