"""The judge of what a renderer made: nothing that was staged may be lost, changed or printed over on the way to the reader."""
