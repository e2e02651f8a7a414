"""Documents that cite published works → whether the clauses are there and say the quoted words."""
