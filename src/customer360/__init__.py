"""customer360: the Python half of the project; SQL decides, Python lands, shows and measures."""
