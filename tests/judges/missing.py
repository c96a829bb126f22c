"""What a judge says when its tool is not on this machine."""


class Missing(RuntimeError):
    """The tool that a judge needs is not here; the message names it and how it is installed."""
