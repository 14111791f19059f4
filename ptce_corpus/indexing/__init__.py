"""Full-text engines behind the PassageIndex port."""
