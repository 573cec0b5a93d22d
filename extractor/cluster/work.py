"""What is to be done about each document, as rows that stages take."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

import pyarrow as pa
import ray.data
from ray.data import Dataset

from ..service.planning import Planned
from .sources import NAME, Origin, as_bytes, contents, take

_MOST_IN_A_BLOCK: Final = 16
_BLOCKS_A_CORE: Final = 8


class Work(NamedTuple):
    """A document to be read, and its place in the run."""

    position: int
    planned: Planned
    origin: Origin


class Given(NamedTuple):
    """A piece of work as a worker gets it."""

    work: Work
    data: bytes | None
    """The document, where it stood in a table."""

    @property
    def take(self) -> Callable[[], bytes]:
        """What gives its bytes."""
        data = self.data
        return partial(take, self.work.origin) if data is None else lambda: data


def rows_of(work: Sequence[Work], cores: int, together: int = _MOST_IN_A_BLOCK) -> Dataset:
    """The work as rows ``given``, few in a block: what comes of a block is known only when all of it is done."""
    size = max(1, min(together, len(work) // (cores * _BLOCKS_A_CORE)))
    datasets = list(_datasets(work, size))
    return datasets[0].union(*datasets[1:]) if len(datasets) > 1 else datasets[0]


def _datasets(work: Sequence[Work], size: int) -> Iterator[Dataset]:
    alone = [{"given": pickle.dumps(Given(each, None))} for each in work if not each.origin.in_table]
    if alone:
        yield ray.data.from_items(alone, override_num_blocks=-(-len(alone) // size))
    tables: dict[str, dict[str, Work]] = {}
    for each in work:
        if each.origin.in_table:
            tables.setdefault(each.origin.place, {})[each.origin.path] = each
    for table, wanted in tables.items():
        column = contents(table)
        rows = ray.data.read_parquet(table, columns=[NAME, column])
        filled = rows.map_batches(
            _fill, fn_kwargs={"column": column, "wanted": ray.put(wanted)}, batch_format="pyarrow", batch_size=size
        )
        yield filled.repartition(target_num_rows_per_block=size)


def _fill(batch: pa.Table, *, column: str, wanted: Any) -> pa.Table:  # noqa: ANN401 - a reference of Ray's
    work: Mapping[str, Work] = ray.get(wanted)
    rows = zip(batch[NAME].to_pylist(), batch[column].to_pylist(), strict=True)
    given = [pickle.dumps(Given(work[name], as_bytes(content))) for name, content in rows if name in work]
    return pa.table({"given": pa.array(given, pa.binary())})
