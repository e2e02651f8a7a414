"""Two expressions → their clause pairs: which clauses answer to each other, by number and by what they say."""
