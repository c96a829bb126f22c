"""From executed notebooks to what people read: a site, a PDF and a Word file, by Quarto or by the embedded renderer."""
