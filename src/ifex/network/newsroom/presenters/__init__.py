"""What the newsroom's pages show."""
