"""What to write next where a catalog has nothing of a kind yet: the file, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from twoview.audience import shown_fields
from twoview.judged import Judged
from twoview.language import _, later
from twoview.pages.page import Book


@dataclass(frozen=True, slots=True)
class Step:
    """Something to write down: why, in which file of the catalog, and an example of it.

    Where an example says when somebody last looked at it, `{today}` stands for the day.
    """

    kind: str
    why: str
    file: str
    yaml: str


def beginning(book: Book, estate: Judged) -> Iterator[Step]:
    """Yield what is left to write down until there is a service, in the order to write it."""
    if book.reader == "external" or estate.catalog.services:
        return
    for step in STEPS:
        if shown_fields(step.kind, book.reader) and not estate.catalog.of_kind(step.kind):
            yield Step(step.kind, _(step.why), step.file, step.yaml.format(today=estate.today))


STEPS: Sequence[Step] = (
    Step(
        "Customer",
        later("Begin with those for whom all of it is done."),
        "customers.yaml",
        """customers:
  - id: shops
    name: Shops
    boundary: internal""",
    ),
    Step(
        "Outcome",
        later("Write down what they want to reach, in their words."),
        "outcomes.yaml",
        """outcomes:
  - id: sell
    name: Serve every customer without a queue
    customers: [shops]""",
    ),
    Step(
        "Team",
        later("Name who answers for services, and who runs what is behind them."),
        "teams.yaml",
        """teams:
  - id: shop-systems
    name: Shop systems
    hours: Mon-Sat 08:00-20:00 Europe/Helsinki""",
    ),
    Step(
        "Service",
        later("Describe a service that helps them to reach it, and what it promises."),
        "tills.yaml",
        """kind: Service
id: tills
name: Tills
status: live
audience: internal
owner: shop-systems
summary: Take payments and print receipts.
customers:
  - id: shops
    relationship: service
    outcomes: [sell]
commitments:
  availability: 99.5%
requires: [till-server]
reviewed: {today}""",
    ),
    Step(
        "Component",
        later("Say what it is built from, and what that is run to."),
        "components.yaml",
        """components:
  - id: till-server
    name: Till server
    type: server
    team: shop-systems
    targets:
      availability: 99.5%
    monitored: true
    reviewed: {today}""",
    ),
)
"""The steps from an empty catalog to a promise that can be judged."""
