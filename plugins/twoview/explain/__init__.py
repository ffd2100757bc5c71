"""Whether a service's promises can be kept, step by step, for somebody who knows no theory.

An explanation is made of sections with plain texts; what shows them escapes and arranges them.
"""

from __future__ import annotations

from twoview.explain.availability import availability_section
from twoview.explain.needs import needs_section
from twoview.explain.promised import promised_section
from twoview.explain.section import Block, Lines, Section, Table
from twoview.explain.subject import Subject
from twoview.explain.tables import table_sections
from twoview.explain.unknown import unknown_section
from twoview.explain.waiting import responding_section, restoring_section
from twoview.judged import Judged
from twoview.language import ENGLISH, speaking
from twoview.model import Service

__all__ = ["Block", "Lines", "Section", "Table", "explain"]


@speaking(ENGLISH)
def explain(estate: Judged, service: Service) -> list[Section]:
    """Return what becomes of a service's promises and why, in the order in which to read it.

    It is in English, whatever language is spoken.
    """
    subject = Subject(estate, service)
    sections = (
        promised_section(subject),
        needs_section(subject),
        availability_section(subject),
        restoring_section(subject),
        responding_section(subject),
        *table_sections(subject),
        unknown_section(subject),
    )
    return [each for each in sections if each]
