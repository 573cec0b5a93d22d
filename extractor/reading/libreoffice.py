"""LibreOffice run for one conversion, within limits, and all that it leaves removed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from hashlib import md5
from importlib.resources import files
from pathlib import Path

from ..errors import ReadError
from .confinement import Limits

LIMITS = Limits(memory=2 << 30, cpu_seconds=60, seconds=60)
"""For one conversion; memory counts all of LibreOffice's address space."""
SAVE_AS = "open it in Word or WPS and save it as .docx"
"""What a user can do instead."""

_SETTINGS = files(__package__) / "data" / "libreoffice.xcu"
_SOCKET_FOLDERS = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108 - where LibreOffice puts it


def installed() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def save_as(program: str, source: Path, target: str, import_filter: str | None) -> bytes:
    """The document at `source` saved as `target` by the LibreOffice at `program`; `import_filter` says how to read it.

    Nothing is shared with another conversion: profile, home and temporary files lie beside `source`.
    Raises `ReadError` where it takes longer than `LIMITS` allow, or nothing comes of it.
    """
    folder = source.parent
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_bytes(_SETTINGS.read_bytes())
    try:
        _run(
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            *([f"--infilter={import_filter}"] if import_filter else []),
            *("--convert-to", target, "--outdir", str(folder / "out"), str(source)),
            folder=folder,
        )
    finally:
        _remove_socket(profile)
    outcome = folder / "out" / f"{source.stem}.{target}"
    if not outcome.is_file() or not outcome.stat().st_size:  # it ends well even where it wrote nothing
        raise ReadError(f"cannot be converted by LibreOffice; {SAVE_AS}", code="conversion")
    return outcome.read_bytes()


def _run(program: str, *arguments: str, folder: Path) -> None:
    """Runs LibreOffice to its end, or to the end of its time, together with all that it started."""
    launcher = [sys.executable, "-m", f"{__package__}.launching", json.dumps(LIMITS)]
    process = subprocess.Popen(  # noqa: S603 - our own module, a program found by its name, paths of our own
        [*launcher, program, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(folder),
        start_new_session=True,
    )
    try:
        process.wait(LIMITS.seconds)
    except subprocess.TimeoutExpired:
        raise ReadError(
            f"takes LibreOffice more time than a bulletin may; {SAVE_AS}", code="quarantined_time"
        ) from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _environment(folder: Path) -> dict[str, str]:
    """A home and a temporary folder that go with the conversion; no key and no proxy."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    own = {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    return kept | own | {"PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _remove_socket(profile: Path) -> None:
    """Removes the socket that LibreOffice makes for a profile outside of it, and leaves when it is killed."""
    digest = md5(profile.as_uri().encode("utf_16_le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in digest)
    for folder in _SOCKET_FOLDERS:
        for socket in folder.glob(f"OSL_PIPE_*_SingleOfficeIPC_{name}"):
            socket.unlink(missing_ok=True)
