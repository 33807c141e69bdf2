"""The figures a team runs itself by: the register of measures, their weeks, their charts and signals."""
