"""How a team gets better: goals, cycles of plan, do, check and act, and corrective actions."""
