"""Packages of other systems, friendly and hostile."""

import io
import stat
import struct
import warnings
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.exchange import packages
from quizapp.formats.exchange.packages import Package, Refusal, opened
from quizapp.formats.exchange.reading import ReadBank
from tests.support.speed import within


def make_zip(
    files: dict[str, bytes], *, compression: int = ZIP_DEFLATED, twice: str = "", mode: int = 0
) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), ZipFile(target, "w", compression) as archive:
        warnings.simplefilter("ignore")
        for name, data in [*files.items(), *([(twice, b"other")] if twice else [])]:
            member = ZipInfo("x")
            member.filename = member.orig_filename = name
            member.external_attr = mode << 16
            member.compress_type = compression
            archive.writestr(member, data)
    return target.getvalue()


def open_zip(files: dict[str, bytes], *, compression: int = ZIP_DEFLATED) -> Package:
    found = opened(make_zip(files, compression=compression))
    assert isinstance(found, Package)
    return found


def test_a_package_gives_the_files_it_lists_without_what_a_desktop_left_there() -> None:
    package = open_zip({"imsmanifest.xml": b"<m/>", "__MACOSX/._a": b"", "b/.DS_Store": b"", "b/c.xml": b"c"})
    assert package.names == ("imsmanifest.xml", "b/c.xml")
    assert package.read("b/c.xml") == b"c"


@pytest.mark.parametrize(
    ("href", "beside", "name"),
    [
        ("items/a b.xml", "imsmanifest.xml", "items/a b.xml"),
        ("items/a%20b.xml", "imsmanifest.xml", "items/a b.xml"),
        ("../items/a b.xml#part", "tests/t.xml", "items/a b.xml"),
        ("../../etc/passwd", "tests/t.xml", None),
        ("/items/a b.xml", "imsmanifest.xml", None),
        ("https://example.org/a.xml", "imsmanifest.xml", None),
        ("", "", None),
    ],
)
def test_a_file_is_found_from_where_it_is_named(href: str, beside: str, name: str | None) -> None:
    assert open_zip({"items/a b.xml": b"", "imsmanifest.xml": b""}).find(href, beside=beside) == name


def test_the_outermost_manifest_counts_also_where_a_folder_was_packed() -> None:
    package = open_zip({"mine/old/imsmanifest.xml": b"", "mine/imsmanifest.xml": b""})
    assert package.manifest() == "mine/imsmanifest.xml"
    assert open_zip({"a.xml": b""}).manifest() is None


def test_a_name_in_utf_8_is_read_also_where_nothing_says_so() -> None:
    data = make_zip({"Übung.xml": b"x"})
    unsaid = data.replace(struct.pack("<H", 0x800), struct.pack("<H", 0))
    found = opened(unsaid)
    assert isinstance(found, Package)
    assert found.names == ("Übung.xml",)


LIES = make_zip({"imsmanifest.xml": b"x" * 5000})


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "no-package"),
        (b"<quiz/>", "no-package"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (LIES[:-30], "damaged"),
        (make_zip({"/etc/passwd": b""}), "odd-name"),
        (make_zip({"a/../../b": b""}), "odd-name"),
        (make_zip({"..\\b": b""}), "odd-name"),
        (make_zip({"C:/b": b""}), "odd-name"),
        (make_zip({"a\x00b.xml": b""}), "odd-name"),
        (make_zip({"a\u202eb.xml": b""}), "odd-name"),
        (make_zip({"a": b""}, twice="a"), "duplicate-name"),
        (make_zip({"a": b"/etc/passwd"}, mode=stat.S_IFLNK | 0o777), "link"),
        (make_zip({f"{number}": b"" for number in range(packages.MOST_FILES + 1)}), "too-many-files"),
        (b"PK\x03\x04" + bytes(packages.LARGEST_PACKAGE), "too-large"),
    ],
)
def test_a_package_not_made_in_good_faith_is_refused_in_a_sentence(data: bytes, rule: str) -> None:
    found = opened(data)
    assert isinstance(found, ReadBank)
    [located] = found.findings
    assert located.finding.rule == rule
    assert located.finding.message.endswith(".")
    assert located.finding.fix.endswith(".")


def test_members_that_share_their_bytes_are_refused() -> None:
    data = bytearray(make_zip({"a": b"same", "b": b"same"}))
    last = data.rindex(b"PK\x01\x02")
    data[last + 42 : last + 46] = struct.pack("<I", 0)
    found = opened(bytes(data))
    assert isinstance(found, ReadBank)
    assert found.findings[0].finding.rule == "overlap"


def lying(size: int) -> bytes:
    """Return a package whose list says of a member that it has this size."""
    data = bytearray(LIES)
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", size)
    return bytes(data)


def locked() -> bytes:
    data = bytearray(LIES)
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (lying(10), "damaged"),
        (locked(), "encrypted"),
        (make_zip({"imsmanifest.xml": b"x"}, compression=ZIP_BZIP2), "packing"),
        (make_zip({"imsmanifest.xml": bytes(2 * 1024**2)}), "too-large"),
        (make_zip({"imsmanifest.xml": bytes(range(256)) * 4 * 9 * 1024}), "too-large"),
    ],
)
def test_a_file_that_cannot_be_unpacked_is_refused_alone(data: bytes, rule: str) -> None:
    package = opened(data)
    assert isinstance(package, Package)
    read = package.read("imsmanifest.xml")
    assert isinstance(read, Refusal)
    assert read.rule == rule


def test_a_file_that_says_to_be_larger_than_it_is_is_read_as_it_is() -> None:
    package = opened(lying(2**32 - 2))
    assert isinstance(package, Package)
    assert package.read("imsmanifest.xml") == b"x" * 5000


def test_all_that_is_unpacked_of_a_package_has_a_limit() -> None:
    noise = bytes(range(256)) * 4 * 1024 * 7
    package = open_zip({f"{number}": noise for number in range(6)})
    read = [package.read(name) for name in package.names]
    assert [isinstance(one, Refusal) for one in read] == [False] * 2 + [True] * 4


def test_a_bomb_is_put_out_in_time() -> None:
    bomb = make_zip({f"{number}": bytes(60 * 1024**2) for number in range(3)})
    with within(1):
        package = opened(bomb)
        assert isinstance(package, Package)
        assert all(isinstance(package.read(name), Refusal) for name in package.names)


@given(noise=st.binary(max_size=60), place=st.integers(0, len(LIES)))
def test_no_bytes_raise(noise: bytes, place: int) -> None:
    for data in (noise, b"PK\x03\x04" + noise, LIES[:place] + noise + LIES[place + len(noise) :]):
        found = opened(data)
        if isinstance(found, Package):
            for name in found.names:
                found.read(name)
