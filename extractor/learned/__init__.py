"""What mentions mean, learned from labelled narratives; the rules' own answer is one of the things looked at.

Nothing is needed at run time but the weights, a JSON file that `extractor eval train` makes.
"""

from .labelling import Mode, label
from .weights import Weights, load_weights, parse_weights

__all__ = ("Mode", "Weights", "label", "load_weights", "parse_weights")
