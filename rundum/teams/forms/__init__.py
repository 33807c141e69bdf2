"""Forms that set up teams."""
