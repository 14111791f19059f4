"""Steps of a build, over ports."""
