"""The frame of every page: masthead, stylesheet, components, charts, the world map, the desk's shell."""
