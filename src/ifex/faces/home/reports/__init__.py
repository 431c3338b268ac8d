"""Special reports and in-focus pieces: long pages with chapters and notes, also as PDF and EPUB."""
