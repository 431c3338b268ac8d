"""What readers report, at the desk."""
