"""What an archive takes: narratives a second, memory, waiting and money.

*own*: 100,000 invented narratives in 1,000 bulletins without a model, by one process and by two, with files
written as JSON Lines; memory is the peak of the largest process. *model*: 5,000 narratives at an endpoint in a process
of its own, which takes 0.2 to 2 seconds for each request and answers one in twenty with a fault; the ideal is the sum
of what its answers took, over the requests under way at once. *cost*: a million narratives by the tokens of the prompt,
asked at once and by batches, which cost half.

``python -m benchmarks.scale own|model|cost [COUNT]``
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import re
import resource
import subprocess
import sys
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from eval.gold import load_gold
from extractor.llm.prices import Price
from tests import fakes
from tests.fakes import Exchange, FakeEndpoint, good, respond

from .forms import ours
from .tokens import GOLD, common, counters

NARRATIVES, IN_A_BULLETIN = 100_000, 100
ASKED, AT_ONCE, FAULTY = 5_000, 64, 0.05
PRICE = Price(currency="CNY", input=2.4, cached=0.6, output=9.6)
"""An example, a million tokens; whoever reckons puts in their own."""
MILLION = 1_000_000

_PHRASES = (
    "截至{month}月底，已建成{a}座，占年度任务的{p}%，其余{b}座正在施工。",
    "累计完成投资{c}.{b}万元，占计划投资的{p}%；因资金未到位，{b}个标段尚未开工。",
    "已完成可研报告编制，计划{next}月底前开工，新铺管网{a}.{b}公里。",
    "已办理{c}件，办结率{p}%，同比增长{b}.{b}%；剩余{a}件预计{next}月{b}日前办结。",
    "{a}个小区{c}户改造已全部完工，{b}个小区因征迁受阻暂停施工。",
)


def bulletin(number: int, chance: random.Random) -> str:
    """A bulletin of invented narratives, each of two or three sentences."""
    month = number % 11 + 1
    lines = [f"民生实事进展情况通报（第{number}期）", f"2031年{month}月5日", ""]
    for at in range(1, IN_A_BULLETIN + 1):
        figures = {"month": month, "next": month + 1, "a": chance.randint(2, 90), "b": chance.randint(2, 9)}
        figures |= {"c": chance.randint(100, 9000), "p": chance.randint(10, 99)}
        sentences = chance.sample(_PHRASES, chance.randint(2, 3))
        told = "".join(sentences).format_map(figures)
        lines += [f"{at}.新建公厕{figures['a'] + figures['b']}座。", "责任单位：市城管局", f"进展情况：{told}", ""]
    return "\n".join(lines)


def write_bulletins(folder: Path, narratives: int) -> None:
    """So many narratives as bulletins in a folder."""
    chance = random.Random(5)  # noqa: S311 - a game, not a secret
    folder.mkdir()
    for number in range(-(-narratives // IN_A_BULLETIN)):
        (folder / f"{number:05}.txt").write_text(bulletin(number, chance), "utf-8")


class Ran(NamedTuple):
    """What a run took."""

    seconds: float
    computed: float
    """Seconds of one core that its processes took."""
    code: int


def run(folder: Path, out: Path, environment: dict[str, str], *options: str) -> Ran:
    """Runs the bulletins of a folder."""
    command = [sys.executable, "-m", "extractor", "run", str(folder), "--out", str(out), "-f", "jsonl", *options]
    begun, computed = time.perf_counter(), _computed()
    with Path(f"{out}.log").open("w", encoding="utf-8") as log:
        ended = subprocess.run(command, env=os.environ | environment, stdout=log, stderr=log, check=False)  # noqa: S603
    return Ran(time.perf_counter() - begun, _computed() - computed, ended.returncode)


def _computed() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def own(count: int) -> None:
    """Prints what it takes without a model, by one process and by two."""
    with TemporaryDirectory() as name:
        root = Path(name)
        write_bulletins(root / "in", count)
        written = {}
        for processes in (1, 2):
            out = root / f"by-{processes}"
            seconds, computed, code = run(root / "in", out, {}, "--processes", str(processes), "-q")
            memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            written[processes] = (out / "narratives.jsonl").read_bytes()
            told = f"{processes} process(es)  {seconds:7.0f} s  {count / seconds:7.0f} narratives/s"
            print(f"{told}  {computed:.0f} s of CPU  {memory:5.0f} MB at most  exit {code}", flush=True)
        print(f"same file by both: {written[1] == written[2]}, {len(written[1]) / 1e6:.0f} MB")


class Slow:
    """An endpoint's step: late, faulty now and then, and counting what it was paid for."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.answered: dict[str, int] = {}
        self.faults = 0
        self._chance = random.Random(3)  # noqa: S311 - a game, not a secret
        self._lock = threading.Lock()
        self._bad = [respond("{}", 500), respond("{}", 429, {"Retry-After": "1"}), respond("{"), fakes.close_at_once]

    def __call__(self, exchange: Exchange) -> bool | None:
        """One request."""
        with self._lock:
            latency, faulty = self._chance.uniform(0.2, 2.0), self._chance.random() < FAULTY
            self.seconds += latency
            bad = self._chance.choice(self._bad) if faulty else None
            self.faults += faulty
        exchange.closing.wait(latency)
        if bad is not None:
            return bad(exchange)
        asked = exchange.request.json["messages"][-1]["content"]
        with self._lock:
            self.answered[asked] = self.answered.get(asked, 0) + 1
        return good("json_schema", _answer(asked), keep=True)(exchange)


def _answer(asked: str) -> str:
    """An answer of the form: every mention refused, since only the waiting is measured."""
    numbers = [int(number) for number in re.findall(r"\[(\d+)\]", asked)]
    return json.dumps({"n": [f"{number}x:other" for number in range(1, max(numbers, default=0) + 1)], "b": [], "m": []})


def serve(pipe: Connection) -> None:
    """Runs the endpoint until told to stop, and tells what it counted."""
    step = Slow()
    fake = FakeEndpoint(step)
    pipe.send(fake.url)
    pipe.recv()
    pipe.send((step.seconds, sum(step.answered.values()), len(step.answered), step.faults, len(fake.requests)))
    fake.close()


def model(count: int) -> None:
    """Prints what the model engine takes at an endpoint that is slow and faulty."""
    ours_end, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    process.start()
    with TemporaryDirectory() as name:
        root = Path(name)
        write_bulletins(root / "in", count)
        settings = {"OPENAI_BASE_URL": ours_end.recv(), "OPENAI_MODEL": "painter", "EXTRACTOR_PRESET": "vllm"}
        settings |= {"EXTRACTOR_ENGINE": "model", "EXTRACTOR_CONCURRENCY": str(AT_ONCE)}
        seconds, computed, code = run(root / "in", root / "out", settings, "--json")
        lines = sum(1 for _ in (root / "out" / "narratives.jsonl").open(encoding="utf-8"))
    ours_end.send("stop")
    waited, answered, distinct, faults, requests = ours_end.recv()
    process.join()
    print(f"{count} narratives, {AT_ONCE} at once: {seconds:.0f} s, exit {code}, {count / seconds:.1f} narratives/s")
    print(f"ideal {waited / AT_ONCE:.0f} s, {waited / AT_ONCE / seconds:.1%} of it; {computed:.0f} s of CPU")
    print(f"{requests} requests, {faults} faults, {answered} answered, {answered - distinct} paid twice, {lines} done")


def cost(count: int) -> None:
    """Prints what so many narratives cost by the example price."""
    lines = load_gold(GOLD).lines
    [(name, counter), *_] = counters().items()
    for form in (ours("label"), ours("label-compact")):
        prompts, answers = [form.prompt(line) for line in lines], [form.answer(line) for line in lines]
        shared, whole = counter(common(prompts)), sum(map(counter, prompts)) / len(lines)
        out = sum(map(counter, answers)) / len(lines)
        fresh = PRICE.cost(round(whole * count), 0, round(out * count))
        cached = PRICE.cost(round(whole * count), round(shared * count), round(out * count))
        print(f"{form.name}: {whole:,.0f} {name} in, {shared:,} of them shared, {out:,.0f} out")
        print(
            f"  {count:,} narratives: {fresh:,.0f} {PRICE.currency} at once, {cached:,.0f} with the shared part cached,"
            f" {fresh / 2:,.0f} by batches"
        )


def main() -> None:
    """Prints the figures of one part, and how busy the machine was: work of others makes them worse."""
    part, *rest = sys.argv[1:] or ["cost"]
    parts = {"own": (own, NARRATIVES), "model": (model, ASKED), "cost": (cost, MILLION)}
    work, count = parts[part]
    work(int(rest[0]) if rest else count)
    print(f"load {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
