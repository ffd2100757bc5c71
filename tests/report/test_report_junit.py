from xml.etree.ElementTree import Element, fromstring

from hypothesis import given
from hypothesis import strategies as st
from reports import ERROR, FILE, INFO, WARNING, at, catalog, finding, report
from twoview.finding import Finding
from twoview.report import junit
from twoview.report.display import visible


def suites(*findings: Finding, accepted: int = 0, file: str = FILE) -> Element:
    return fromstring(junit.render(report(*findings, accepted=accepted), catalog(file=file)))


def cases(*findings: Finding, accepted: int = 0, file: str = FILE) -> list[Element]:
    return list(suites(*findings, accepted=accepted, file=file).iter("testcase"))


def test_an_error_is_a_failure_that_says_all() -> None:
    found = finding(at(3, 5), entity="tills", customer="shops", message="Wrong.", fix="Do it.")
    (case,) = cases(found)
    assert case.attrib == {
        "classname": FILE,
        "name": "no-outcome tills shops",
        "file": FILE,
        "line": "3",
        "time": "0",
    }
    (failure,) = case
    assert failure.attrib == {"type": "error", "message": "Wrong."}
    assert failure.text == f"{FILE}:3:5: error[no-outcome]\n  Wrong.\n  fix: Do it."


def test_a_warning_or_an_info_passes_with_what_it_says() -> None:
    for severity in (WARNING, INFO):
        (case,) = cases(finding(at(3, 5), severity))
        (output,) = case
        assert output.tag == "system-out"
        assert f"{severity}[no-outcome]" in (output.text or "")


def test_an_accepted_risk_is_skipped_with_its_reason() -> None:
    (case,) = cases(accepted=1)
    (skipped,) = case
    assert skipped.tag == "skipped"
    assert skipped.get("message") == "Accepted until 2026-12-31: As agreed."


def test_a_file_without_findings_passes() -> None:
    clean, failed = cases(finding(at(1, 1, file="services/z.yaml")))
    assert (clean.get("classname"), clean.get("name"), list(clean)) == (FILE, "no findings", [])
    assert failed.get("classname") == "services/z.yaml"


def test_everything_is_counted() -> None:
    root = suites(finding(at(1, 1), ERROR), finding(at(2, 1), INFO), accepted=1)
    for element in (root, root[0]):
        counts = {name: element.get(name) for name in ("tests", "failures", "errors", "skipped")}
        assert counts == {"tests": "3", "failures": "1", "errors": "0", "skipped": "1"}


def test_equal_names_are_numbered() -> None:
    names = [case.get("name") for case in cases(*(finding(at(n, 1)) for n in range(1, 4)))]
    assert names == ["no-outcome", "no-outcome (2)", "no-outcome (3)"]


@given(st.text(), st.text(), st.text(min_size=1))
def test_any_text_is_sound_xml_and_comes_back_as_it_is_shown(
    file: str, message: str, entity: str
) -> None:
    found = finding(at(1, 1, file=f"services/{file}"), message=message, entity=entity)
    written = junit.render(report(found), catalog())
    assert written.isascii()
    _, case = sorted(fromstring(written).iter("testcase"), key=len)
    assert case.get("file") == visible(f"services/{file}")
    assert case.get("name") == visible(f"no-outcome {entity}")
    assert case[0].get("message") == visible(message)


def test_what_xml_forbids_is_spelled_out() -> None:
    (case,) = cases(finding(at(1, 1), message="a\x00b\ufffe\udc80<]]>&\"'"))
    assert case[0].get("message") == "a\\x00b\\ufffe\\udc80<]]>&\"'"
