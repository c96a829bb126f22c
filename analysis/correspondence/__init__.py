"""What goes back to hubs: the forms they fill in."""
