"""What each mention of a narrative means, and which words state an obstacle.

`label` answers by rules alone; `assemble` turns any engine's answer into marks.
"""

from .assembly import assemble
from .rules import label

__all__ = ("assemble", "label")
