"""What goes back to hubs: returns, their questions and what is made of the answers."""
