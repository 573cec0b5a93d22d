"""Runs by the workers of a real cluster: the same results, whoever is killed in mid-run."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extractor.cli.app import app
from tests.fakes import Exchange, endpoint
from tests.killing import ITEMS, NARRATIVES, answering, corpus
from tests.raying import Cluster, cluster, until

pytestmark = [pytest.mark.ray, pytest.mark.allow_hosts(["127.0.0.1"])]

BULLETINS, TASKS = 24, 12
SOURCES = """
import json, sys
from pathlib import Path
from extractor.cluster.joining import joined
from extractor.cluster.sources import find
from extractor.errors import ConfigurationError

def told(source):
    try:
        return [[type(each.what).__name__, getattr(each.what, "reason", getattr(each.what, "message", ""))]
                for each in find([source], ())]
    except ConfigurationError as error:
        return str(error)

with joined():
    found = [told(source) for source in sys.argv[1:]]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def ray() -> Iterator[Cluster]:
    """A cluster of two cores."""
    with cluster() as running:
        yield running


def bulletins(folder: Path) -> Path:
    """A folder of bulletins, and of what is none."""
    folder.mkdir()
    for number in range(BULLETINS):
        items = "\n".join(
            f"{at}.新建公厕{at * 7 + number}座。\n责任单位：市城管局\n进展情况：截至5月底，已建成{at * 3 + number}座，"
            f"占年度任务的{at + 40}%，其余{number + 1}座因资金未到位尚未开工，计划9月底前完工。\n"
            for at in range(1, TASKS + 1)
        )
        (folder / f"{number:02}.txt").write_text(f"民生实事进展情况通报\n2031年6月5日\n\n{items}", "utf-8")
    (folder / "same.txt").write_bytes((folder / "00.txt").read_bytes())
    (folder / ".hidden").write_text("隐藏", "utf-8")
    (folder / "empty.txt").touch()
    return folder


def on_one_machine(*sources: Path) -> Path:
    """The results of the same run without a cluster."""
    CliRunner().invoke(app, ["run", *map(str, sources), "--out", "one", "-f", "jsonl", "-f", "parquet", "-q"])
    return Path("one")


def facts(path: Path | str) -> tuple[Any, ...]:
    """Names, types and rows of a table in Parquet."""
    import duckdb  # noqa: PLC0415 - comes with the extra

    with duckdb.connect() as connection:
        table = connection.sql(f"SELECT * FROM '{path}'")  # noqa: S608 - a path of this test
        return table.columns, [str(kind) for kind in table.types], table.fetchall()


def test_whoever_is_killed_nothing_is_lost(ray: Cluster, tmp_path: Path) -> None:
    """A run whose driver was killed is taken up and loses a worker; its results are those of a run on one machine.

    Documents come from a table and from under a URI. What was kept is not done again.
    """
    import pyarrow as pa  # noqa: PLC0415 - comes with the extra
    from pyarrow import parquet  # noqa: PLC0415

    folder = bulletins(tmp_path / "in")
    expected = on_one_machine(folder)
    texts = [folder / f"{number:02}.txt" for number in range(10)]
    rows = {"path": [path.name for path in texts], "text": [path.read_text("utf-8") for path in texts]}
    parquet.write_table(pa.table(rows), "some.parquet")
    for path in texts:
        path.unlink()
    command = ["run", "some.parquet", f"file://{folder}", "--on", "ray", "--out", "out", "-f", "jsonl", "-f", "parquet"]

    first = ray.start(*command, "-q")
    [kept] = until(lambda: sorted(Path("out/runs").glob("*/part-000001.parquet")), first)
    first.kill()
    first.communicate()
    before = kept.read_bytes()
    second = ray.start(*command, "--json")
    os.kill(until(ray.workers, second)[0], signal.SIGKILL)
    told, complaints = second.communicate()
    counts = json.loads(told)
    positions = [row[0] for row in facts("out/runs/*/part-*.parquet")[2]]

    assert (4, f"file://{folder}/empty.txt: is empty; give a file with text\n") == (second.returncode, complaints)
    assert (True, BULLETINS + 3) == (counts["resumed"], counts["read"])
    assert (BULLETINS, 1, 2) == (counts["done"], counts["failed"], counts["skipped"])
    assert before == kept.read_bytes()
    assert list(range(BULLETINS + 3)) == sorted(positions)
    assert (expected / "narratives.jsonl").read_bytes() == Path("out/narratives.jsonl").read_bytes()
    assert facts(expected / "facts.parquet") == facts("out/facts/*.parquet")
    assert ["failed", "skipped", "skipped"] == sorted(row[0] for row in facts("out/failures/*.parquet")[2])


def test_workers_share_the_limit_of_an_endpoint(ray: Cluster, tmp_path: Path) -> None:
    """No more requests are under way than one process would send; a killed worker costs those it had under way."""
    at_once, most, lock = 3, [0, 0], threading.Lock()

    def counting(exchange: Exchange) -> bool | None:
        with lock:
            most[0] += 1
            most[1] = max(most)
        exchange.closing.wait(0.3)
        with lock:
            most[0] -= 1
        return answering(exchange)

    with endpoint(counting) as fake:
        settings = {"OPENAI_BASE_URL": fake.url, "OPENAI_MODEL": "umber-1", "EXTRACTOR_PRESET": "vllm"}
        settings |= {"EXTRACTOR_CONCURRENCY": str(at_once), "EXTRACTOR_ENGINE": "model"}
        corpus(tmp_path / "in")
        run = ray.start("run", "in", "--on", "ray", "--out", "out", "-f", "jsonl", "--json", **settings)
        until(lambda: len(fake.requests) >= at_once, run)
        os.kill(ray.workers()[0], signal.SIGKILL)
        told = json.loads(run.communicate()[0])
        asked = len(fake.requests)
        again = ray.start(
            "run", "in", "--out", "one", "--store", "out/extractor.sqlite3", "-f", "jsonl", "-q", **settings
        )
        again.communicate()

    assert (0, 0, NARRATIVES // ITEMS) == (run.returncode, again.returncode, told["done"])
    assert at_once == most[1]
    assert NARRATIVES <= asked <= NARRATIVES + at_once
    assert asked == len(fake.requests), "the answers are kept where a run on one machine finds them"
    assert Path("one/narratives.jsonl").read_bytes() == Path("out/narratives.jsonl").read_bytes()


def test_sources_are_told_apart(ray: Cluster, tmp_path: Path) -> None:
    """Objects under a URI and rows of a table are found by name; what cannot be used is told."""
    import pyarrow as pa  # noqa: PLC0415 - comes with the extra
    from pyarrow import parquet  # noqa: PLC0415

    (tmp_path / "in/deep").mkdir(parents=True)
    (tmp_path / "in/deep/a.txt").write_text("甲", "utf-8")
    (tmp_path / "in/.b.txt").write_text("乙", "utf-8")
    parquet.write_table(pa.table({"path": ["b", "a", "c"], "bytes": [b"x", b"y", None]}), "good.parquet")
    parquet.write_table(pa.table({"path": ["a", "a"], "text": ["x", "y"]}), "twice.parquet")
    parquet.write_table(pa.table({"name": ["a"], "text": ["x"]}), "other.parquet")
    uri, columns = f"file://{tmp_path}", "path, and bytes or text"

    assert [
        [["Skip", "is hidden"], ["Hashed", ""]],
        [["Hashed", ""]],
        [["Failure", f"{uri}/in/no.txt: no such file; check the name"]],
        [["Hashed", ""], ["Hashed", ""], ["Failure", "c: a row has no document; fill it in"]],
        "twice.parquet: several rows are called 'a'; each needs a path of its own",
        f"{tmp_path}/other.parquet: a table of documents has the columns {columns}; this one has name, text",
        [["Failure", "no.parquet: no such file; check the name"]],
    ] == ray.asked(
        SOURCES,
        f"{uri}/in",
        f"{uri}/in/deep/a.txt",
        f"{uri}/in/no.txt",
        "good.parquet",
        "twice.parquet",
        "other.parquet",
        "no.parquet",
    )
