from twoview.examples import files_of, marks_of


def test_an_example_is_split_into_files_with_names() -> None:
    files = files_of(
        "# file: shops/old.yaml\nid: a\n---\nname: T\nkind: Service\nid: tills  # x\n---\n"
        "kind: Team\nid: b\n---\nkind: Catalog\nname: Store\n"
    )
    assert [file.name for file in files] == [
        "shops/old.yaml",
        "tills.yaml",
        "part-3.yaml",
        "catalog.yaml",
    ]
    assert files[2].content == b"kind: Team\nid: b\n"


def test_an_example_without_a_catalog_is_given_one() -> None:
    files = files_of("kind: Team\nid: a\n")
    assert [file.name for file in files] == ["catalog.yaml", "part-1.yaml"]
    assert files[0].content == b"kind: Catalog\nname: Example\n"


def test_marks_stay_in_place_and_are_told_by_file_and_line() -> None:
    files = files_of("a: 1\n---\nb: 1\nc: 2   # <- schema\nd: 3  # <- schema-2\n")
    assert list(marks_of(files, "schema")) == [("part-2.yaml", 2)]
    assert list(marks_of(files, "schema-2")) == [("part-2.yaml", 3)]
