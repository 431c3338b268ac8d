"""A text in pieces that are translated one by one, and back."""
