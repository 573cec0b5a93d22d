"""Workbooks for tests: written by a library, put together from raw parts, or converted by LibreOffice."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(write: Callable[[Workbook, Worksheet], object], name: str = "进度表", **options: object) -> bytes:
    """A workbook whose first sheet `write` fills."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, **options})
    write(book, book.add_worksheet(name))
    book.close()
    return data.getvalue()


def rows(*values: list[object]) -> bytes:
    """A workbook of one sheet with these rows."""

    def write(_: Workbook, sheet: Worksheet) -> None:
        for at, row in enumerate(values):
            sheet.write_row(at, 0, row)

    return workbook(write)


def formatted(value: float, code: str, **options: object) -> bytes:
    """A workbook of one cell with a number in the format `code`."""
    return workbook(
        lambda book, sheet: sheet.write_number(0, 0, value, book.add_format({"num_format": code})), **options
    )


def parts(sheet: str, *, namespace: str = _MAIN, strings: str = "", styles: str = "", extra: str = "") -> bytes:
    """A workbook of raw XML: what stands in the sheet, the shared strings, the styles and the workbook."""
    main, related = "xl/workbook.xml", ""
    listed = '<Relationship Id="s" Type="x/worksheet" Target="worksheets/one.xml"/>'
    files = {}
    for name, text, root in (("sharedStrings", strings, "sst"), ("styles", styles, "styleSheet")):
        if text:
            listed += f'<Relationship Id="{name}" Type="x/{name}" Target="/xl/{name}.xml"/>'
            files[f"xl/{name}.xml"] = f'<{root} xmlns="{namespace}">{text}</{root}>'
    related = '<Relationship Id="w" Type="x/officeDocument" Target="xl/workbook.xml"/>'
    files |= {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _RELATIONS.format(related),
        main: f'<workbook xmlns="{namespace}" xmlns:r="{namespace}/relationships">{extra}'
        '<sheets><sheet name="S" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(listed),
        "xl/worksheets/one.xml": f'<worksheet xmlns="{namespace}">{sheet}</worksheet>',
    }
    return package(files)


def package(files: dict[str, str]) -> bytes:
    """A ZIP package of these texts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return data.getvalue()


def converted(data: bytes, extension: str) -> bytes:
    """The workbook `data` as LibreOffice saves it in another format."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "a.xlsx")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            extension,
            "--outdir",
            folder,
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - our own file
        return source.with_suffix(f".{extension.split(':', maxsplit=1)[0]}").read_bytes()
