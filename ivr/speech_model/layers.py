"""The trained network as plain matrices, and its shape: a factored time-delay network with short cuts.

The first layer sees five feature frames; every output is for three frames (30 ms). Each further layer
sees three outputs of the one below, `spread` apart, through a narrow matrix, and adds to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.floating[Any]]

# Frames for each output; Vosk's word times assume three.
STRIDE = 3
FIRST = (-2, -1, 0, 1, 2)
WIDTH = 288
NARROW = 112
# In outputs of 30 ms: the whole network sees 32 frames (320 ms) to either side.
SPREADS = (1, 1, 2, 3, 3)


@dataclass(frozen=True, slots=True)
class Affine:
    """y = weights x + bias; columns are the spliced inputs in the order of their offsets."""

    weights: Matrix
    bias: Matrix


@dataclass(frozen=True, slots=True)
class Layer:
    """`narrow` has no bias of its own (zeros); `wide` leads back to the width."""

    narrow: Affine
    wide: Affine


@dataclass(frozen=True, slots=True)
class Network:
    """Everything that final.mdl holds besides the transitions. `priors` are the densities' shares."""

    first: Affine
    hidden: tuple[Layer, ...]
    last: Layer
    priors: Matrix
