"""What pages, feeds and exports show of publications: labels put in, addresses made, the best language picked."""
