"""final.mdl: Kaldi's binary form of a transition model and a network of nnet3, as Vosk loads it.

Written from the formats that Kaldi's sources read (hmm/transition-model.cc, nnet3/nnet-nnet.cc,
nnet3/am-nnet-simple.cc): a token is bytes and a space, a number is its size and itself, little endian.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

import numpy as np

from ivr.speech_model.features import COEFFICIENTS
from ivr.speech_model.layers import FIRST, SPREADS, STRIDE, Affine, Matrix, Network
from ivr.speech_model.phones import Phones

# Every state is left or kept with the same probability: how long a sound lasts is the network's to hear.
_STAY = 0.5


def model_bytes(phones: Phones, network: Network) -> bytes:
    """The whole file."""
    return b"\0B" + _transition_model(phones) + _network(network)


def _token(text: str) -> bytes:
    return text.encode() + b" "


def _int(value: int) -> bytes:
    return b"\4" + struct.pack("<i", value)


def _float(value: float) -> bytes:
    return b"\4" + struct.pack("<f", value)


def _vector(values: Matrix) -> bytes:
    return _token("FV") + _int(len(values)) + values.astype("<f4").tobytes()


def _matrix(values: Matrix) -> bytes:
    rows, columns = values.shape
    return _token("FM") + _int(rows) + _int(columns) + np.ascontiguousarray(values, "<f4").tobytes()


def _integers(values: Sequence[int]) -> bytes:
    return b"\4" + struct.pack(f"<i{len(values)}i", len(values), *values)


def _transition_model(phones: Phones) -> bytes:
    lengths = sorted({len(phone.densities) for phone in phones.all})
    topology = b"".join(_states(length) for length in lengths)
    numbers = [phone.number for phone in phones.all]
    index = [-1] + [lengths.index(len(phone.densities)) for phone in phones.all]
    triples = sorted(
        (phone.number, state, density)
        for phone in phones.all
        for state, density in enumerate(phone.densities)
    )
    log_probabilities = np.full(2 * len(triples) + 1, np.log(_STAY), np.float32)
    log_probabilities[0] = 0.0
    return b"".join(
        (
            _token("<TransitionModel>"), _token("<Topology>"),
            _integers(numbers), _integers(index), _int(len(lengths)), topology, _token("</Topology>"),
            _token("<Triples>"), _int(len(triples)),
            *(_int(number) for triple in triples for number in triple), _token("</Triples>"),
            _token("<LogProbs>"), _vector(log_probabilities), _token("</LogProbs>"),
            _token("</TransitionModel>"),
        )
    )  # fmt: skip


def _states(length: int) -> bytes:
    """The topology of a phone: `length` states, each kept or left for the next; then the end."""
    states = b""
    for state in range(length):
        states += _int(state) + _int(2)
        states += _int(state) + _float(_STAY) + _int(state + 1) + _float(1 - _STAY)
    return _int(length + 1) + states + _int(-1) + _int(0)


def _network(network: Network) -> bytes:
    config = [f"input-node name=input dim={COEFFICIENTS}"]
    components: list[tuple[str, bytes]] = []

    def node(name: str, component: bytes, source: str) -> None:
        config.append(f"component-node name={name} component={name} input={source}")
        components.append((name, component))

    node("l0.affine", _fixed_affine(network.first), _spliced("input", FIRST))
    node("l0.relu", _nonlinear("RectifiedLinearComponent", len(network.first.bias)), "l0.affine")
    below = "l0.relu"
    for number, (layer, spread) in enumerate(zip(network.hidden, SPREADS, strict=True), start=1):
        offset = spread * STRIDE
        node(f"l{number}.narrow", _fixed_affine(layer.narrow), _spliced(below, (-offset, 0, offset)))
        node(f"l{number}.wide", _fixed_affine(layer.wide), f"l{number}.narrow")
        relu = _nonlinear("RectifiedLinearComponent", len(layer.wide.bias))
        node(f"l{number}.relu", relu, f"Sum(l{number}.wide, {below})")
        below = f"l{number}.relu"
    node("last.narrow", _fixed_affine(network.last.narrow), below)
    node("last.wide", _fixed_affine(network.last.wide), "last.narrow")
    node("last.share", _nonlinear("LogSoftmaxComponent", len(network.priors)), "last.wide")
    config.append("output-node name=output input=last.share objective=linear")
    written = b"".join(_token("<ComponentName>") + _token(name) + component for name, component in components)
    return b"".join(
        (
            _token("<Nnet3>"), "\n".join(("", *config, "", "")).encode(),
            _token("<NumComponents>"), _int(len(components)), written, _token("</Nnet3>"),
            # Both contexts are computed anew when the model is read.
            _token("<LeftContext>"), _int(0), _token("<RightContext>"), _int(0),
            _token("<Priors>"), _vector(network.priors),
        )
    )  # fmt: skip


def _spliced(source: str, offsets: Iterable[int]) -> str:
    parts = [source if offset == 0 else f"Offset({source}, {offset})" for offset in offsets]
    return f"Append({', '.join(parts)})"


def _fixed_affine(affine: Affine) -> bytes:
    return (
        _token("<FixedAffineComponent>")
        + _token("<LinearParams>") + _matrix(affine.weights)
        + _token("<BiasParams>") + _vector(affine.bias)
        + _token("</FixedAffineComponent>")
    )  # fmt: skip


def _nonlinear(kind: str, dimension: int) -> bytes:
    nothing = _vector(np.zeros(0))
    return (
        _token(f"<{kind}>") + _token("<Dim>") + _int(dimension)
        + _token("<ValueAvg>") + nothing + _token("<DerivAvg>") + nothing
        + _token("<Count>") + _float(0.0) + _token(f"</{kind}>")
    )  # fmt: skip
