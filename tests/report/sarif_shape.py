"""What SARIF 2.1.0 says of the parts that we write, as a JSON Schema that knows no others."""

from typing import Any

TEXT = {"type": "string", "minLength": 1}
MESSAGE = {
    "type": "object",
    "properties": {"text": TEXT, "markdown": TEXT},
    "required": ["text"],
    "additionalProperties": False,
}
PLAIN = {**MESSAGE, "properties": {"text": TEXT}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
COUNT = {"type": "integer", "minimum": 1}
INDEX = {"type": "integer", "minimum": 0}
BAG = {"type": "object"}


def thing(required: str, **properties: Any) -> dict[str, Any]:
    """Return the shape of an object that has these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


ARTIFACT = thing("uri", uri={**TEXT, "format": "uri-reference"}, uriBaseId=TEXT)
REGION = thing(
    "startLine startColumn endLine endColumn",
    startLine=COUNT,
    startColumn=COUNT,
    endLine=COUNT,
    endColumn=COUNT,
)
PHYSICAL = thing("artifactLocation region", artifactLocation=ARTIFACT, region=REGION)
RULE = thing(
    "id shortDescription fullDescription help",
    id={"type": "string", "maxLength": 255},
    name={"type": "string", "maxLength": 255, "pattern": "^[A-Z][A-Za-z]*$"},
    # GitHub takes 1,024 characters of either.
    shortDescription={**PLAIN, "properties": {"text": {**TEXT, "maxLength": 1024}}},
    fullDescription={**PLAIN, "properties": {"text": {**TEXT, "maxLength": 1024}}},
    help={**MESSAGE, "required": ["text", "markdown"]},
    defaultConfiguration=thing("level", level=LEVEL),
    properties=thing(
        "tags precision problem.severity",
        tags={"type": "array", "items": TEXT, "uniqueItems": True, "maxItems": 20},
        precision={"enum": ["very-high", "high", "medium", "low"]},
        **{"problem.severity": {"enum": ["error", "warning", "recommendation"]}},
    ),
)
RESULT = thing(
    "message ruleId ruleIndex level locations partialFingerprints",
    ruleId=TEXT,
    ruleIndex=INDEX,
    level=LEVEL,
    message=PLAIN,
    locations={
        "type": "array",
        "items": thing("physicalLocation", physicalLocation=PHYSICAL),
        "minItems": 1,
        "maxItems": 1,
    },
    relatedLocations={
        "type": "array",
        "uniqueItems": True,
        "items": thing(
            "id physicalLocation message", id=INDEX, physicalLocation=PHYSICAL, message=PLAIN
        ),
    },
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
    properties=BAG,
)
NOTIFICATION = thing("message", level=LEVEL, message=PLAIN)
RUN = thing(
    "tool results",
    tool=thing(
        "driver",
        driver=thing(
            "name",
            name=TEXT,
            semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
            rules={"type": "array", "uniqueItems": True, "items": RULE},
        ),
    ),
    invocations={
        "type": "array",
        "items": thing(
            "executionSuccessful",
            executionSuccessful={"type": "boolean"},
            toolExecutionNotifications={"type": "array", "items": NOTIFICATION},
        ),
    },
    originalUriBaseIds={"type": "object", "additionalProperties": thing("", description=PLAIN)},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": "array", "items": RESULT},
)
SARIF = thing(
    "version runs",
    **{"$schema": {**TEXT, "format": "uri"}},
    version={"const": "2.1.0"},
    runs={"type": "array", "items": RUN},
)
