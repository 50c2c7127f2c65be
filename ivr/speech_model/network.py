"""Training the acoustic network with PyTorch (of the training extra only)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from ivr.speech_model.corpus import Take
from ivr.speech_model.features import COEFFICIENTS
from ivr.speech_model.layers import FIRST, NARROW, SPREADS, STRIDE, WIDTH, Affine, Layer, Matrix, Network
from ivr.speech_model.phones import SILENCE_DENSITY

# Outputs of one training chunk, and chunks of one step.
_CHUNK = 96
_BATCH = 24
_PEAK_RATE = 3e-3
# Of its true share. Chosen on sounds, and on voices that were not trained on.
_SILENCE = 0.03
_MARGIN = max(FIRST) + STRIDE * sum(SPREADS)

Progress = Callable[[float, str], None]


class _Hidden(nn.Module):
    def __init__(self, spread: int) -> None:
        super().__init__()
        self.narrow = nn.Conv1d(WIDTH, NARROW, 3, dilation=spread, bias=False)
        self.wide = nn.Conv1d(NARROW, WIDTH, 1)
        self.norm = nn.BatchNorm1d(WIDTH)
        self.spread = spread

    def forward(self, x: Tensor) -> Tensor:
        within = x[:, :, self.spread : x.shape[2] - self.spread]
        return torch.relu(within + self.norm(self.wide(self.narrow(x))))


class _Acoustic(nn.Module):
    def __init__(self, densities: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(COEFFICIENTS, affine=False)
        self.first = nn.Conv1d(COEFFICIENTS, WIDTH, len(FIRST), stride=STRIDE)
        self.first_norm = nn.BatchNorm1d(WIDTH)
        self.hidden = nn.ModuleList(_Hidden(spread) for spread in SPREADS)
        self.last_narrow = nn.Conv1d(WIDTH, NARROW, 1, bias=False)
        self.last_wide = nn.Conv1d(NARROW, densities, 1)
        nn.init.zeros_(self.last_wide.weight)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.relu(self.first_norm(self.first(self.norm(x))))
        for layer in self.hidden:
            x = layer(x)
        return self.last_wide(self.last_narrow(x))


def train(
    takes: Sequence[Take], densities: int, *, seed: int, epochs: int, threads: int, progress: Progress
) -> Network:
    """The network trained on `takes`. The same seed, takes and number of threads give the same network."""
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    torch.use_deterministic_algorithms(True)
    rng = np.random.default_rng((seed, 1))
    model = _Acoustic(densities)
    steps = epochs * _steps(takes)
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, _PEAK_RATE, total_steps=steps + 1, pct_start=0.15
    )
    done, right, mean = 0, 0.5, 0.0
    for _ in range(epochs):
        for features, labels in _Stream(takes, rng):
            logits = model(features)
            loss = nn.functional.cross_entropy(logits, labels)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            done += 1
            speech = labels > 1
            hit = ((logits.argmax(1) == labels) & speech).sum().item() / max(1, int(speech.sum()))
            right += 0.02 * (hit - right)
            mean += 0.02 * (loss.item() - mean)
            if done % 20 == 0:
                progress(done / steps, f"{right:.1%} of speech frames right, loss {mean:.3f}")
    model.eval()
    return _plain(model, takes, densities)


def _steps(takes: Sequence[Take]) -> int:
    frames = sum(len(take.features) for take in takes)
    return max(1, frames // (_CHUNK * STRIDE * _BATCH))


class _Stream:
    """All takes of an epoch in a new order, one after another, cut into chunks."""

    def __init__(self, takes: Sequence[Take], rng: np.random.Generator) -> None:
        order = rng.permutation(len(takes))
        self._features = np.concatenate([takes[i].features for i in order])
        self._labels = np.concatenate([takes[i].labels for i in order])
        length = _CHUNK * STRIDE
        # Every epoch begins elsewhere, so that other frames are the outputs'.
        first = _MARGIN + int(rng.integers(length))
        starts = np.arange(first, len(self._features) - length - _MARGIN, length)
        self._starts = rng.permutation(starts)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        outputs = np.arange(_CHUNK) * STRIDE
        window = np.arange(-_MARGIN, outputs[-1] + _MARGIN + 1)
        for number in range(len(self._starts) // _BATCH):
            starts = self._starts[number * _BATCH : (number + 1) * _BATCH, None]
            features = self._features[starts + window].transpose(0, 2, 1)
            labels = self._labels[starts + outputs].astype(np.int64)
            yield torch.from_numpy(np.ascontiguousarray(features)), torch.from_numpy(labels)


def _plain(model: _Acoustic, takes: Sequence[Take], densities: int) -> Network:
    """The network with all normalisation folded into its matrices."""
    counts = np.bincount(np.concatenate([take.labels for take in takes]), minlength=densities) + 1.0
    # Vosk divides by the shares: the rarer silence seems, the less is a noise taken for a word.
    counts[SILENCE_DENSITY] *= _SILENCE
    first = _folded(_affine(model.first), model.first_norm)
    return Network(
        first=_after_norm(first, model.norm),
        hidden=tuple(
            Layer(_affine(layer.narrow), _folded(_affine(layer.wide), layer.norm)) for layer in model.hidden
        ),
        last=Layer(_affine(model.last_narrow), _affine(model.last_wide)),
        priors=(counts / counts.sum()).astype(np.float32),
    )


def _affine(layer: nn.Conv1d) -> Affine:
    weights = layer.weight.detach().numpy().astype(np.float64)
    bias = np.zeros(len(weights)) if layer.bias is None else layer.bias.detach().numpy().astype(np.float64)
    # (out, in, offset) → columns offset by offset.
    return Affine(weights.transpose(0, 2, 1).reshape(len(weights), -1), bias)


def _scale_and_shift(norm: nn.BatchNorm1d) -> tuple[Matrix, Matrix]:
    mean, variance = norm.running_mean.numpy().astype(np.float64), norm.running_var.numpy().astype(np.float64)
    scale = 1 / np.sqrt(variance + norm.eps)
    shift = -mean * scale
    if norm.affine:
        scale, shift = (
            scale * norm.weight.detach().numpy(),
            shift * norm.weight.detach().numpy() + norm.bias.detach().numpy(),
        )
    return scale, shift


def _folded(affine: Affine, norm: nn.BatchNorm1d) -> Affine:
    """`norm` after `affine`, as one."""
    scale, shift = _scale_and_shift(norm)
    return Affine(affine.weights * scale[:, None], affine.bias * scale + shift)


def _after_norm(affine: Affine, norm: nn.BatchNorm1d) -> Affine:
    """`norm` before `affine`, as one."""
    scale, shift = _scale_and_shift(norm)
    copies = affine.weights.shape[1] // len(scale)
    return Affine(
        affine.weights * np.tile(scale, copies), affine.bias + affine.weights @ np.tile(shift, copies)
    )
