"""Arithmetic without Django or database.

scipy.stats, statsmodels and OR-Tools take seconds to load (the last two bring pandas), and most processes of Rundum
draw no chart and solve no plan. So nothing here loads them before it is needed: scipy finds its parts itself at their
first use (`import scipy`, then `scipy.stats...`), the other two are imported in the function that calls them. A web
server, whose first reader would wait for it, loads them beside its start (rundum.calc.heavy).
"""
