"""A run on many machines, by Ray Data: documents in, Parquet out.

The only package that imports Ray; it comes with the extra ``ray`` and is loaded where it is asked for.
"""

from .joining import Cluster, joined
from .running import Order, RayRun, run_on_ray
from .writing import write

__all__ = ("Cluster", "Order", "RayRun", "joined", "run_on_ray", "write")
