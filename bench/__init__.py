"""How fast Rundum is: a company of any size, and what its pages cost. See README.md."""
