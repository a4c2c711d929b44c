"""Who is who: what Python adds to the SQL models, which decide."""
