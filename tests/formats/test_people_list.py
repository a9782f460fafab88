"""A list of names and e-mail addresses is read, with its traps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.classes.invitations.forms import carried
from quizapp.formats.people_list import ADDRESS, MOST_PEOPLE, read_people

KIM = ("Kim Lind", "kim@example.org")


def people(data: bytes) -> list[tuple[str, str]]:
    return [(one.name, one.address) for one in read_people(data).people]


def said(data: bytes) -> list[tuple[int, str]]:
    return [(one.line, one.message) for one in read_people(data).findings]


@pytest.mark.parametrize(
    "text",
    [
        "Kim Lind,kim@example.org",
        "name,email\nKim Lind,kim@example.org\n",
        "Name;E-Mail\r\nKim Lind;KIM@Example.org\r\n",
        "kim@example.org\tKim Lind",
        "First name,Last name,Email\rKim,Lind,kim@example.org\r",
        '\n\n"Kim Lind","kim@example.org"\n,,\n',
        "'Kim Lind,kim@example.org".replace("'", ""),
        "Kim\u202e Lind,kim@example.org",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_is_read_however_a_spreadsheet_saves_it(text: str, encoding: str) -> None:
    assert people(text.encode(encoding)) == [KIM]
    assert said(text.encode(encoding)) == []


def test_what_is_not_utf_8_is_read_as_windows_saves_it_and_said() -> None:
    data = "Name;E-Mail\nZoë Müller;zoe@example.org".encode("cp1252")
    assert people(data) == [("Zoë Müller", "zoe@example.org")]
    [(line, words)] = said(data)
    assert line == 0
    assert "Look whether the names are right" in words


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Kim,kim.example.org", "no e-mail address"),
        ("Kim,kim@example.org,lind@example.org", "more than one"),
        ("Kim,kim@example", "is no e-mail address"),
        ("Kim,kim@@example.org", "is no e-mail address"),
        ("Kim,kim lind@example.org", "is no e-mail address"),
        ("Kim,kim@exämple.org", "is no e-mail address"),
        ("=HYPERLINK(1),kim@example.org", "begins like a formula"),
        ("Kim,+kim@example.org", "begins like a formula"),
        ("@SUM(1),kim@example.org", "begins like a formula"),
        (f"{'x' * 81},kim@example.org", "longer than 80"),
        (f"Kim,{'x' * 250}@example.org", "is no e-mail address"),
    ],
)
def test_a_line_that_cannot_be_used_says_why_and_the_others_are_read(line: str, message: str) -> None:
    data = f"Robin,robin@example.org\n{line}\nSam,sam@example.org".encode()
    assert people(data) == [("Robin", "robin@example.org"), ("Sam", "sam@example.org")]
    [(number, words)] = said(data)
    assert number == 2
    assert message in words


def test_somebody_who_stands_there_twice_is_read_once() -> None:
    data = b"Kim Lind,kim@example.org\nLind,KIM@EXAMPLE.ORG\n"
    assert people(data) == [KIM]
    assert said(data) == [(2, "kim@example.org stands on line 1 already. The first one counts.")]


def test_of_ten_thousand_lines_as_many_are_read_as_a_class_has_people() -> None:
    data = "".join(f"P {n},p{n}@example.org\n" for n in range(10_000)).encode()
    assert len(people(data)) == MOST_PEOPLE
    assert "Split the list" in said(data)[-1][1]
    assert "2,000 lines" in said(b"x\n" * 10_000)[-1][1]


def test_a_quotation_mark_that_never_ends_is_said() -> None:
    data = b'"Kim Lind,kim@example.org\nRobin,robin@example.org\n'
    assert any("quotation mark" in words for _, words in said(data))


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"name,email\n", b"PK\x03\x04\x00\x00", b'"' + b"x" * 200_000]
)
def test_a_file_without_anybody_is_said(data: bytes) -> None:
    assert people(data) == []
    assert said(data)


@given(st.binary(max_size=300))
def test_no_file_breaks_it_and_whoever_is_read_has_an_address(data: bytes) -> None:
    listed = read_people(data)
    assert all(ADDRESS.fullmatch(one.address) for one in listed.people)
    assert listed.people or listed.findings
    assert len({one.address for one in listed.people}) == len(listed.people)


def test_what_a_form_carries_on_is_read_as_it_was_looked_at() -> None:
    people = read_people(b'name,email\n"Muster; Anna; MSc",anna@example.org\n').people
    assert people[0].name == "Muster; Anna; MSc"
    again = read_people(carried(people).encode(), delimiter=",")
    assert [(one.name, one.address) for one in again.people] == [(people[0].name, people[0].address)]
    assert again.findings == ()
