"""What readers and members fill in."""
