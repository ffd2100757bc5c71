"""The schema files explain every field, stand alone, and know the two forms of a file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

Schema = dict[str, Any]

FOLDER = Path(__file__).parents[1] / "schema"
SCHEMAS: dict[str, Schema] = {
    kind: json.loads((FOLDER / f"{kind.lower()}.schema.json").read_text(encoding="utf-8"))
    for kind in ("Catalog", "Service", "Component", "Customer", "Outcome", "Team", "Supplier")
}
LISTS = {kind: f"{kind.lower()}s" for kind in SCHEMAS if kind not in ("Catalog", "Service")}
MINIMAL: dict[str, Schema] = {
    "Catalog": {"name": "Northern Stores"},
    "Service": {
        "id": "web-shop",
        "name": "Web shop",
        "status": "live",
        "audience": "external",
        "owner": "web-shop-team",
        "summary": "Order from home.",
    },
    "Component": {"id": "disk", "name": "Disk", "type": "storage", "team": "storage-team"},
    "Customer": {"id": "shops", "name": "Shops", "boundary": "internal"},
    "Outcome": {"id": "sell", "name": "Sell", "customers": ["shops"]},
    "Team": {"id": "storage-team", "name": "Storage team"},
    "Supplier": {"id": "cloud-host", "name": "Cloud host"},
}


def subschemas(schema: Schema, at: str = "") -> Iterator[tuple[str, Schema]]:
    """Yield every schema inside a schema, with its place."""
    yield at, schema
    inner = [(key, schema.get(key)) for key in ("items", "additionalProperties", "propertyNames")]
    inner += [(key, schema.get(key)) for key in ("if", "then", "else", "not")]
    for key in ("properties", "$defs"):
        inner += [(f"{key}/{name}", sub) for name, sub in schema.get(key, {}).items()]
    for key, sub in inner:
        if isinstance(sub, dict):
            yield from subschemas(sub, f"{at}/{key}")


PLACES = [(kind, at, sub) for kind, schema in SCHEMAS.items() for at, sub in subschemas(schema)]
# What stands under a condition only repeats names of fields.
OBJECTS = [
    pytest.param(kind, at, sub, id=f"{kind}{at}")
    for kind, at, sub in PLACES
    if "properties" in sub and at and "/then" not in at
]
FIELDS = [
    pytest.param(field, id=f"{kind}{at}/{name}")
    for kind, at, sub in PLACES
    if "properties" in sub and "/then" not in at
    for name, field in sub["properties"].items()
]


def accepts(kind: str, schema: Schema, value: object) -> bool:
    """Tell whether a part of a kind's schema accepts a value."""
    whole = {"$defs": SCHEMAS[kind]["$defs"], **schema}
    return Draft202012Validator(whole).is_valid(value)


def accepts_entity(kind: str, entity: object) -> bool:
    return accepts(kind, {"$ref": "#/$defs/entity"}, entity)


def accepts_file(kind: str, content: object) -> bool:
    return Draft202012Validator(SCHEMAS[kind]).is_valid(content)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_file_is_a_valid_schema_of_its_draft_with_a_lasting_address(kind: str) -> None:
    schema = SCHEMAS[kind]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert schema["$id"] == f"https://twoview.example/schemas/{kind.lower()}/v1.json"


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_says_what_it_means_and_shows_examples(field: Schema) -> None:
    assert field["title"]
    assert field["description"].endswith(".")
    assert field["examples"]


def test_definitions_with_the_same_name_are_the_same_in_every_file() -> None:
    first: Schema = {}
    for schema in SCHEMAS.values():
        for name, definition in schema["$defs"].items():
            if name != "entity":
                assert first.setdefault(name, definition) == definition


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_file_needs_no_other_file_and_uses_all_its_definitions(kind: str) -> None:
    references = {sub["$ref"] for _, sub in subschemas(SCHEMAS[kind]) if "$ref" in sub}
    assert references == {f"#/$defs/{name}" for name in SCHEMAS[kind]["$defs"]}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_file_uses_no_keyword_that_older_editors_would_pass_over(kind: str) -> None:
    newer = {"unevaluatedProperties", "unevaluatedItems", "dependentSchemas", "$dynamicRef"}
    assert not any(newer & sub.keys() for _, sub in subschemas(SCHEMAS[kind]))


@pytest.mark.parametrize(
    ("kind", "sub"), [(k, sub) for k, _, sub in PLACES if "examples" in sub or "default" in sub]
)
def test_examples_and_defaults_fit_where_they_stand(kind: str, sub: Schema) -> None:
    defaults = [sub["default"]] if "default" in sub else []
    for value in sub.get("examples", []) + defaults:
        assert accepts(kind, sub, value), value


@pytest.mark.parametrize("sub", [sub for *_, sub in PLACES if "pattern" in sub or "enum" in sub])
def test_whatever_restricts_a_text_explains_itself(sub: Schema) -> None:
    assert "enum" in sub or sub["errorMessage"].endswith(".")
    assert len(sub.get("enum", [])) == len(sub.get("enumDescriptions", []))


@pytest.mark.parametrize(("kind", "at", "sub"), OBJECTS)
def test_every_level_takes_keys_of_ones_own_and_no_others(kind: str, at: str, sub: Schema) -> None:
    example = MINIMAL[kind] if at.endswith("entity") else sub["examples"][0]
    assert accepts(kind, sub, {**example, "x-note": ["anything", {"at": "all"}]})
    assert not accepts(kind, sub, {**example, "note": "a field that does not exist"})


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_file_of_one_entity_names_its_kind(kind: str) -> None:
    assert accepts_file(kind, {"kind": kind, **MINIMAL[kind]})
    assert not accepts_file(kind, MINIMAL[kind])
    assert not accepts_file(kind, {**MINIMAL[kind], "kind": "Thing"})
    assert not accepts_file(kind, [MINIMAL[kind]])
    assert not accepts_file(kind, None)


@pytest.mark.parametrize(("kind", "plural"), LISTS.items())
def test_a_list_file_holds_one_list_whose_items_may_name_their_kind(kind: str, plural: str) -> None:
    item = MINIMAL[kind]
    assert accepts_file(kind, {plural: [item, {"kind": kind, **item}], "x-origin": "import"})
    assert not accepts_file(kind, {plural: [{**item, "kind": "Thing"}]})
    assert not accepts_file(kind, {plural: [item], "name": "beside the list"})
    assert not accepts_file(kind, {plural: []})
    assert not accepts_file(kind, {plural: item})


@pytest.mark.parametrize("kind", ["Catalog", "Service"])
def test_a_catalog_or_a_service_has_a_file_of_its_own(kind: str) -> None:
    assert not accepts_file(kind, {f"{kind.lower()}s": [MINIMAL[kind]]})


@pytest.mark.parametrize("kind", SCHEMAS)
def test_an_entity_without_any_one_of_its_required_fields_is_refused(kind: str) -> None:
    assert accepts_entity(kind, MINIMAL[kind])
    for missing in MINIMAL[kind]:
        rest = {name: value for name, value in MINIMAL[kind].items() if name != missing}
        assert not accepts_entity(kind, rest), missing


def test_a_component_has_a_team_or_a_supplier() -> None:
    bare = {name: value for name, value in MINIMAL["Component"].items() if name != "team"}
    assert accepts_entity("Component", {**bare, "supplier": "cloud-host"})
    assert not accepts_entity("Component", bare)
    assert not accepts_entity("Component", {**bare, "team": "a", "supplier": "b"})


@pytest.mark.parametrize(
    ("field", "broken", "where"),
    [
        ("requires", [30], ["requires", 0]),
        ("requires", ["Web Shop"], ["requires", 0]),
        ("requires", [{"id": "disk", "failure": "breaks"}], ["requires", 0, "failure"]),
        ("requires", [{"any_of": ["disk"]}], ["requires", 0, "any_of"]),
        ("commitments", {"restore_within": 30}, ["commitments", "restore_within"]),
        ("commitments", {"restore_within": {"P1": 30}}, ["commitments", "restore_within", "P1"]),
    ],
)
def test_one_mistake_gives_one_error_at_its_place(
    field: str, broken: object, where: list[str | int]
) -> None:
    errors = [
        *Draft202012Validator(SCHEMAS["Service"]).iter_errors(
            {"kind": "Service", **MINIMAL["Service"], field: broken}
        )
    ]
    assert [list(error.absolute_path) for error in errors] == [where]
