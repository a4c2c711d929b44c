"""The page: one screen per customer, and overviews, each role with what it may see."""
