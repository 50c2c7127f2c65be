"""The model's folder as Vosk reads it, with a record of how it was made and a checksum of every file.

The folder of this repository holds a **synthetic** model: it was trained on espeak-ng's speech alone and
never measured on people. It serves the demo, the tests and the benchmarks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ivr.speech_model.features import MFCC_CONF
from ivr.speech_model.graph import Costs, any_word, word_loop, word_table, words_text
from ivr.speech_model.lexicon import pronunciations, spoken_words
from ivr.speech_model.phones import Phones

MODEL = Path(__file__).with_name("model")
RECORD = "record.json"
# Raised when the same command would make another model: units, corpus, network, graph or costs changed.
RECIPE = 3
_ACOUSTIC = "am/final.mdl"
# Silence that ends what is said: 0.6 s after a likely ending, 0.9 s after a less likely, 1.8 s after any.
_MODEL_CONF = """--beam=13
--lattice-beam=6
--max-active=3000
--min-active=200
--acoustic-scale=1.0
--frame-subsampling-factor=3
--endpoint.silence-phones=1
--endpoint.rule2.min-trailing-silence=0.6
--endpoint.rule3.min-trailing-silence=0.9
--endpoint.rule4.min-trailing-silence=1.8
"""


def write_acoustic(folder: Path, model: bytes) -> None:
    """final.mdl and what the features are."""
    _write(
        folder,
        {_ACOUSTIC: model, "conf/mfcc.conf": MFCC_CONF.encode(), "conf/model.conf": _MODEL_CONF.encode()},
    )


def graph_files(costs: Costs) -> dict[str, bytes]:
    """The files that the lexicon decides, by their place in the folder. Needs no training."""
    phones, words = Phones(), pronunciations()
    table = word_table(tuple(words))
    return {
        "graph/HCLr.fst": word_loop(phones, words, table, costs),
        "graph/Gr.fst": any_word(table, spoken_words()),
        "graph/words.txt": words_text(table).encode(),
        "graph/phones/word_boundary.int": phones.word_boundaries().encode(),
        # Must exist; the graph has no disambiguation symbols.
        "graph/disambig_tid.int": b"",
    }


def write_graph(folder: Path, costs: Costs) -> None:
    """The lexicon's files: a new word in the catalogue needs no more than this."""
    _write(folder, graph_files(costs))


def write_record(folder: Path, made: Mapping[str, Any], costs: Costs) -> None:
    """record.json: the recipe, how the training went, checksums."""
    record = {
        "about": "Synthetic: trained on espeak-ng speech alone, never measured on people.",
        "recipe": RECIPE,
        "made": dict(made),
        "costs": asdict(costs),
        "sha256": {str(file.relative_to(folder)): _sha256(file) for file in _files(folder)},
    }
    (folder / RECORD).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_record(folder: Path) -> dict[str, Any]:
    """The record; empty for a model that was not made here. Raises `OSError`, `ValueError` when broken."""
    file = folder / RECORD
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def damaged(folder: Path) -> list[str]:
    """Files that are missing or differ from the record; of a model without a record none."""
    try:
        expected = dict(read_record(folder).get("sha256", {}))
    except (OSError, ValueError, TypeError):
        return [RECORD]
    return [
        name
        for name, digest in expected.items()
        if not (folder / name).is_file() or _sha256(folder / name) != digest
    ]


def size(folder: Path) -> int:
    """Bytes of all files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and file.name != RECORD)


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
