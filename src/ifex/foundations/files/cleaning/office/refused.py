"""Why a document is not taken, besides that it cannot be read."""

BURSTS = "bursts"
MACROS = "macros"
TELLS = "tells"
