"""A short text for each finding that stays the same while lines move."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from hashlib import sha256
from typing import TYPE_CHECKING

from twoview.baseline import Identity, identity

if TYPE_CHECKING:
    from twoview.finding import Finding


def fingerprints(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield 64 hexadecimal digits for each finding; equal findings are told apart by a count."""
    seen: Counter[Identity] = Counter()
    for finding in findings:
        ident = identity(finding)
        seen[ident] += 1
        yield sha256(json.dumps([astuple(ident), seen[ident]]).encode()).hexdigest()
