"""What waits for whoever is signed in: the members' desk, in public pages' dress, without scripts."""
