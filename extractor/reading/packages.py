"""ZIP packages – Word, Excel, OpenDocument – opened only after every member was found safe.

::

    package = open_package(data)            # or ReadError, with a code and a plain message
    package.names                           # ("[Content_Types].xml", "word/document.xml", …)
    "word/document.xml" in package
    package.read("word/document.xml")       # its bytes
    openpyxl.load_workbook(BytesIO(data))   # a library may now be given the same bytes

What `open_package` refuses, by the code of its `ReadError`:

==================  =============================================================================
``damaged``         no ZIP, cut off, a member whose length or checksum is not what it says
``zip_bomb``        more than 200 MB unpacked, or more than 10 MB packed a hundred times smaller
``zip_parts``       more than 5,000 members
``zip_names``       two members of one name, or a name that leads out of the package
``zip_overlap``     members that share bytes
``zip_method``      packed in a way that Office does not use
``locked``          a member behind a password
``xml_dtd``         a document type definition in XML, which Office never writes: entities come by it
``xml_encoding``    XML in an encoding other than those that Office writes
==================  =============================================================================

Nothing is kept in memory but the names: a member is unpacked once to be checked, and again when it is read.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from itertools import pairwise

from ..errors import ReadError
from .prologues import Prologue

MAX_MEMBERS = 5_000
MAX_UNPACKED = 200_000_000
"""Bytes of all members together."""
MAX_RATIO = 100
"""Times that a package or member above `UNSUSPECTED` may be larger than its packed form."""
UNSUSPECTED = 10_000_000
"""Bytes unpacked, up to which any ratio is taken."""

_HEAD, _CHUNK = 1 << 12, 1 << 20
"""Bytes taken at a time, up to the first element of XML and after it."""
_LOCKED = 1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_LOCAL_HEADER = struct.Struct("<26xHH")
"""The lengths of name and extra field, at the end of what stands before a member."""
_LEADS_OUT = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_SAVE_ANEW = "save it anew"


class Package:
    """A package whose members were checked; names have slashes and are found whatever their case."""

    def __init__(self, archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._members = {_key(name): info for name, info in members.items()}
        self.names = tuple(members)
        """Of all members but folders, in the order of the package."""

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def read(self, name: str) -> bytes:
        """The bytes of a member; raises `KeyError` where there is none of this name."""
        return self._archive.read(self._members[_key(name)])


def open_package(data: bytes) -> Package:
    """The package `data`; raises `ReadError` where it is none, or not a safe one."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
        _check_count(infos)
        _check_sizes(infos, len(data))
        members = _named(infos)
        _check_overlaps(infos, data)
        for name, info in members.items():
            _check_member(archive, name, info)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError) as error:
        raise ReadError(f"is a damaged package ({error}); {_SAVE_ANEW}", code="damaged") from None
    return Package(archive, members)


def _key(name: str) -> str:
    return name.lstrip("/").casefold()


def _check_count(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_MEMBERS:
        raise ReadError(
            f"has {len(infos):,} parts, more than the {MAX_MEMBERS:,} a document may have; {_SAVE_ANEW}",
            code="zip_parts",
        )


def _check_sizes(infos: list[zipfile.ZipInfo], packed: int) -> None:
    """By what the package says, which holds: no more of a member is ever unpacked."""
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MAX_UNPACKED:
        told = f"unpacks to {unpacked / 1e6:,.0f} MB, more than the {MAX_UNPACKED / 1e6:.0f} MB a document may have"
        raise ReadError(f"{told}; {_SAVE_ANEW}", code="zip_bomb")
    sizes = [(unpacked, packed), *((info.file_size, info.compress_size) for info in infos)]
    for large, small in sizes:
        if large > UNSUSPECTED and large > MAX_RATIO * small:
            told = f"holds {large / 1e6:,.0f} MB packed more than {MAX_RATIO} times smaller, as no document does"
            raise ReadError(f"{told}; {_SAVE_ANEW}", code="zip_bomb")


def _named(infos: Iterable[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The members by name, folders left out; some programs part the names of folders by backslashes."""
    members: dict[str, zipfile.ZipInfo] = {}
    keys: set[str] = set()
    for info in infos:
        name = info.filename.replace("\\", "/")
        if _LEADS_OUT.search(name):
            raise ReadError(f"holds a part whose name leads out of it, {name[:80]!r}; {_SAVE_ANEW}", code="zip_names")
        if name.endswith("/"):
            continue
        if _key(name) in keys:
            raise ReadError(f"holds two parts called {name[:80]!r}; {_SAVE_ANEW}", code="zip_names")
        keys.add(_key(name))
        members[name] = info
    return members


def _check_overlaps(infos: Iterable[zipfile.ZipInfo], data: bytes) -> None:
    extents = []
    for info in infos:
        lengths = _LOCAL_HEADER.unpack_from(data, info.header_offset)
        extents.append(
            (info.header_offset, info.header_offset + _LOCAL_HEADER.size + sum(lengths) + info.compress_size)
        )
    if any(end > start for (_, end), (start, _) in pairwise(sorted(extents))):
        raise ReadError(f"holds parts that share bytes, as no document does; {_SAVE_ANEW}", code="zip_overlap")


def _check_member(archive: zipfile.ZipFile, name: str, info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _LOCKED:
        raise ReadError(f"its part {name[:80]!r} is locked by a password; take the password off first", code="locked")
    if info.compress_type not in _METHODS:
        raise ReadError(
            f"its part {name[:80]!r} is packed in a way that Office does not use; {_SAVE_ANEW}", code="zip_method"
        )
    prologue = Prologue(name)
    unpacked = 0
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK if prologue.over else _HEAD):
            unpacked += len(chunk)
            if not prologue.over:
                prologue.feed(chunk)
    if unpacked != info.file_size:
        raise zipfile.BadZipFile(f"{name[:80]!r} has not the length it says")
