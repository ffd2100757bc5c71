"""The pages handed to a site engine."""
