"""What made a difference: hubs set against others by a declared design, against their own past, and between winters and other quarters."""
