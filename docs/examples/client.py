"""A client of the service: documents in, facts out. ``python client.py URL TOKEN FILE…``."""

import sys
import time
from pathlib import Path
from typing import Any

import httpx2


def facts(url: str, token: str, *paths: Path) -> list[dict[str, Any]]:
    """The facts of the bulletins at `paths`, each with the item that states it."""
    with httpx2.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        documents = [("documents", (path.name, path.read_bytes())) for path in paths]
        job = client.post("/v1/jobs", files=documents).raise_for_status().json()
        while job["state"] in {"queued", "running"}:
            time.sleep(0.2)
            job = client.get(f"/v1/jobs/{job['id']}").raise_for_status().json()
        if job["state"] != "done":
            raise RuntimeError(job["reason"])
        found: list[dict[str, Any]] = []
        offset = 0
        while offset is not None:
            page = client.get(f"/v1/runs/{job['run_id']}/facts", params={"offset": offset}).raise_for_status().json()
            found += page["facts"]
            offset = page["next_offset"]
        return found


if __name__ == "__main__":
    for each in facts(sys.argv[1], sys.argv[2], *map(Path, sys.argv[3:])):
        print(each["item"], each["fact"]["mark"]["text"])
