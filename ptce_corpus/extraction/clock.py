"""How much of the time that one file may take is left."""

from __future__ import annotations

import time
from dataclasses import dataclass

_SHARE = 0.9
"""Share of the time limit after which nothing slow is begun: past the whole of it the reader is killed."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Runs until ``end``, in seconds of the monotonic clock."""

    end: float

    @classmethod
    def lasting(cls, time_limit: float) -> Clock:
        """A clock that starts now, for a file that may take ``time_limit`` seconds."""
        return cls(time.monotonic() + _SHARE * time_limit)

    def left(self) -> float:
        """Seconds left; negative once they are over."""
        return self.end - time.monotonic()

    def limit(self) -> float:
        """The time limit, in seconds, of a file that may take what is left."""
        return max(self.left(), 0.0) / _SHARE
