#!/usr/bin/env bash
# Trains the speech model from nothing and measures it. PyTorch (200 MB) goes into an environment of its own, which
# sees the project's packages; arguments go to `python -m ivr.speech_model train`.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh
environment=.cache/training
if [[ ! -x $environment/bin/python ]]; then
    echo "  Installing PyTorch and what else the training needs into $environment" >&2
    .venv/bin/python -m venv "$environment"
    "$environment"/bin/pip install --quiet --disable-pip-version-check \
        torch==2.13.0 kaldi-native-fbank==1.23.0 matplotlib==3.10.8 numpy==2.4.6
    .venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
        >"$("$environment"/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/zz-project.pth"
fi
export PYTHONPATH=$PWD
"$environment"/bin/python -m ivr.speech_model train "$@"
"$environment"/bin/python -m ivr.speech_model measure --picture docs/pictures/speech-model-confusions.png
