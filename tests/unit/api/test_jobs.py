"""Documents given, run one after the other, and polled for."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.api.uploads import plain_name

from .served import BULLETIN, Asked, asking


def test_a_job_becomes_a_run(asked: Asked) -> None:
    """What was given is run as `extractor run` does it; the run is found under the id that the job tells."""
    job = asked.give(
        ("demo.txt", BULLETIN.encode()), ("再来.txt", BULLETIN.encode()), ("坏.txt", b""), anchor_date="2031-07-01"
    )
    ended = asked.ended(job)
    run = asked.client.get(f"/v1/runs/{ended['run_id']}", headers=asked.read).json()
    [extraction] = asked.service.store.extractions(ended["run_id"])

    assert ("queued", 3, "extract") == (job["state"], job["documents"], job["owner"])
    assert ("done", None) == (ended["state"], ended["reason"])
    assert (3, 1, 1, 1, 1, 0) == tuple(
        run[name] for name in ("read", "done", "failed", "skipped", "items", "items_failed")
    )
    assert [("坏.txt", "empty")] == [(failure["subject"], failure["code"]) for failure in run["failures"]]
    assert [{"subject": "再来.txt", "reason": "same content as demo.txt"}] == run["skips"]
    assert "/tmp" not in str(run)  # noqa: S108 - where it was put meanwhile is nobody's business
    assert ("demo", "2031-07-01") == (extraction.bulletin.stem, str(extraction.anchor_date))


def test_two_documents_of_one_name(asked: Asked) -> None:
    """A clash of names costs neither."""
    ended = asked.ended(asked.give(("a.txt", BULLETIN.encode()), ("a.txt", BULLETIN.replace("7座", "8座").encode())))
    run = asked.client.get(f"/v1/runs/{ended['run_id']}", headers=asked.read).json()

    assert (2, 2, 0) == (run["read"], run["done"], run["failed"])


def test_where_the_job_is_to_be_found(idle: Asked) -> None:
    """The answer leads to the job, which the list has too."""
    files = {"documents": ("demo.txt", BULLETIN.encode())}
    answer = idle.client.post("/v1/jobs", files=files, headers=idle.extract)
    there = idle.client.get(answer.headers["location"], headers=idle.extract).json()

    assert 202 == answer.status_code
    assert there == answer.json()
    assert [there] == idle.client.get("/v1/jobs", headers=idle.extract).json()["jobs"]


def test_the_list_goes_on(idle: Asked) -> None:
    """Jobs are listed the latest first, so many at a time."""
    given = [idle.give()["id"] for _ in range(3)]
    pages = [
        [job["id"] for job in idle.client.get(f"/v1/jobs?limit=2&offset={at}", headers=idle.extract).json()["jobs"]]
        for at in (0, 2, 4)
    ]

    assert [given[:0:-1], given[:1], []] == pages


def test_cancelling(idle: Asked) -> None:
    """A job that waits can be cancelled, and once more; it is not run afterwards."""
    path = f"/v1/jobs/{idle.give()['id']}"
    answers = [idle.client.delete(path, headers=idle.extract) for _ in range(2)]

    assert [(200, "cancelled")] * 2 == [(answer.status_code, answer.json()["state"]) for answer in answers]
    assert idle.service.store.jobs.take("w") is None


def test_what_runs_cannot_be_cancelled(idle: Asked) -> None:
    """409 says in which state it is."""
    path = f"/v1/jobs/{idle.give()['id']}"
    idle.service.store.jobs.take("w")
    answer = idle.client.delete(path, headers=idle.extract)

    assert (409, "not_queued") == (answer.status_code, answer.json()["code"])
    assert "running" in answer.json()["detail"]


def test_a_request_sent_twice_is_one_job(idle: Asked) -> None:
    """A client that did not hear the answer may send its request again under the same name."""
    files = {"documents": ("demo.txt", BULLETIN.encode())}
    headers = {**idle.extract, "Idempotency-Key": "r-1"}
    first, second = (idle.client.post("/v1/jobs", files=files, headers=headers).json() for _ in range(2))

    assert first == second
    assert {"queued": 1} == idle.service.store.jobs.counts()


@pytest.mark.parametrize("path", ["nothing", "0" * 16, "../v1/runs", "%00", "0123456789ABCDEF"])
def test_jobs_that_are_not_there(idle: Asked, path: str) -> None:
    """Whatever is asked for, it is not there, or no id."""
    assert idle.client.get(f"/v1/jobs/{path}", headers=idle.admin).status_code in {404, 422}


def test_a_job_outlives_the_service(tmp_path: Path) -> None:
    """What one service took in, the next one runs."""
    location = tmp_path / "store.sqlite3"
    with asking(location, working=False) as asked:
        job = asked.give()
        token = asked.extract
    with asking(location, tokens="again-") as again:
        assert "done" == again.ended(job)["state"]
        assert "done" == again._replace(admin=token).ended(job)["state"]


TRAVERSAL = [
    f"{ahead}{up * depth}{name}"
    for ahead in ("", "/", "C:\\", "a/", "\\\\host\\share\\")
    for up, depth in (("../", 1), ("../", 5), ("..\\", 1), ("..\\", 5), ("..%2f", 1), ("%2e%2e/", 1), ("....//", 2))
    for name in ("etc/passwd", "demo.txt")
]


@pytest.mark.parametrize("given", TRAVERSAL)
def test_no_name_leads_out(given: str) -> None:
    """W6: of a path only the last part is kept, and that is no path."""
    name = plain_name(given)

    assert name
    assert not {"/", "\\"} & set(name)
    assert not name.startswith("..")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (None, "document"),
        ("", "document"),
        ("..", "document"),
        (". .", "document"),
        ("/", "document"),
        ("a\x00b.txt", "ab.txt"),
        ("a\r\nb.txt", "ab.txt"),
        ("\u202etxt.exe", "txt.exe"),
        ("\ud800.txt", "txt"),
        ("通报 5月.docx", "通报 5月.docx"),
        (".hidden", "hidden"),
        ("字" * 200 + ".docx", "字" * 48 + ".docx"),
        ("a." + "x" * 300, "a." + "x" * 148),
    ],
)
def test_names(given: str | None, name: str) -> None:
    """Names keep what can be seen, in at most 150 bytes, with the end that tells the format."""
    assert name == plain_name(given)


def test_a_hostile_name_arrives_tame(asked: Asked) -> None:
    """The document is run under the name that is left."""
    ended = asked.ended(asked.give(("../../../etc/cron.d/demo.txt", BULLETIN.encode())))
    [extraction] = asked.service.store.extractions(ended["run_id"])

    assert "demo" == extraction.bulletin.stem
