"""What rooms share when they let their rows be edited at the desk: fields, texts side by side, quick lists, merging."""
