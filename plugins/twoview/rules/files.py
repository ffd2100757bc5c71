"""Files: what stands on disk can be read, and is what it says it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from twoview.estate import Estate
from twoview.finding import Problem, Severity, rule
from twoview.model import KINDS, Entity


@rule(
    "invalid-yaml",
    Severity.ERROR,
    waivable=False,
    bad="""
    kind: Team
    id: shop-systems
    name: "Shop systems   # <- invalid-yaml
    """,
    good="""
    kind: Team
    id: shop-systems
    name: "Shop systems"
    """,
)
def invalid_yaml(estate: Estate) -> Iterator[Problem]:
    """A file cannot be read as YAML.

    Nothing in such a file can be taken up, so whatever it describes is missing from the catalog. A
    catalog file is UTF-8 text with exactly one YAML document, whose keys are plain words.
    """
    return estate.problems_of("invalid-yaml")


@rule(
    "duplicate-key",
    Severity.ERROR,
    waivable=False,
    bad="""
    kind: Team
    id: shop-systems
    name: Shop systems
    name: Store systems   # <- duplicate-key
    """,
    good="""
    kind: Team
    id: shop-systems
    name: Store systems
    """,
)
def duplicate_key(estate: Estate) -> Iterator[Problem]:
    """A key stands twice in one mapping.

    Most readers of YAML silently keep one of the two values, so that the author and the catalog
    believe different things. The first value is the one used for all other checks.
    """
    return estate.problems_of("duplicate-key")


@rule(
    "unsafe-yaml",
    Severity.ERROR,
    waivable=False,
    bad="""
    kind: Team
    id: shop-systems
    name: !!python/name:os.system   # <- unsafe-yaml
    """,
    good="""
    kind: Team
    id: shop-systems
    name: Shop systems
    """,
)
def unsafe_yaml(estate: Estate) -> Iterator[Problem]:
    """A file uses a feature of YAML that can do harm.

    A change may be proposed by anybody, so files are treated as hostile: no tags, no merge keys, no
    aliases that multiply, no control characters, no very deep nesting, no file over 1 MiB and no
    symbolic link that leads out of the catalog. None of these is needed to describe a service.
    """
    return estate.problems_of("unsafe-yaml")


@rule(
    "schema",
    Severity.ERROR,
    waivable=False,
    bad="""
    kind: Team
    id: shop-systems
    name: Shop systems
    respond_in: 15m   # <- schema
    """,
    good="""
    kind: Team
    id: shop-systems
    name: Shop systems
    respond_within: 15m
    """,
)
def schema(estate: Estate) -> Iterator[Problem]:
    """An entity does not have the shape of its kind.

    A field that is misspelled, missing or of the wrong form means something else than its author
    meant, or nothing. The JSON Schema of each kind says what fields there are; keys that start with
    `x-` are free for whatever else you want to note down.
    """
    return estate.problems_of("schema")


@rule(
    "duplicate-id",
    Severity.ERROR,
    waivable=False,
    bad="""
    teams:
      - id: shop-systems
        name: Shop systems
      - id: shop-systems   # <- duplicate-id
        name: Store systems
    """,
    good="""
    teams:
      - id: shop-systems
        name: Shop systems
      - id: store-systems
        name: Store systems
    """,
)
def duplicate_id(estate: Estate) -> Iterator[Problem]:
    """Two entities have the same id, or there are two catalogs.

    An id says which entity is meant, in other files, in addresses and in reports. Services and
    components share one id space because both can be required; every other kind has its own. There
    is exactly one Catalog, in `catalog.yaml`. An id that an entity had formerly is taken as well,
    among those of its kind: the address of its old page can lead to one page only.
    """
    yield from estate.problems_of("duplicate-id")
    for kind in KINDS:
        yield from _former(estate.catalog.of_kind(kind))


def _former(entities: Mapping[str, Entity]) -> Iterator[Problem]:
    """Yield each former id that another entity of the kind has, or had as well."""
    owners: dict[str, Entity] = {}
    for entity in entities.values():
        for index, former in enumerate(entity.formerly):
            other = entities.get(former) or owners.setdefault(former, entity)
            if other is not entity or former == entity.id:
                yield Problem.at(
                    entity,
                    *("formerly", index),
                    message=f"The id `{former}` {_TAKEN[other is entity, former == other.id]}, so "
                    "that addresses with it cannot lead here.",
                    fix=f"Take `{former}` out of `formerly`.",
                )


_TAKEN = {
    (True, True): "is still the one of this entry",
    (False, True): "is the one of another entry today",
    (False, False): "was also that of another entry",
}
"""Why a former id does not count: whether it is this entry's own, and whether it is in use."""


@rule(
    "file-name",
    Severity.ERROR,
    waivable=False,
    bad="""
    # file: mail.yaml
    kind: Service
    id: email   # <- file-name
    name: Email
    status: live
    audience: internal
    owner: workplace
    summary: Send and receive mail.
    """,
    good="""
    # file: email.yaml
    kind: Service
    id: email
    name: Email
    status: live
    audience: internal
    owner: workplace
    summary: Send and receive mail.
    """,
)
def file_name(estate: Estate) -> Iterator[Problem]:
    """A service stands in a file that is not named after it.

    Who looks for a service, or for its history, looks for `<id>.yaml`. The folder is yours to
    choose.
    """
    for service in estate.catalog.services.values():
        name = PurePosixPath(service.origin.document.file).name
        if name != f"{service.id}.yaml":
            yield Problem.at(
                service,
                "id",
                message=f"Service `{service.id}` stands in {name}; its file should be named "
                f"`{service.id}.yaml`, so that it and its history can be found.",
                fix=f"Rename the file to {service.id}.yaml, or the id to the file's name.",
            )
