"""The features that Vosk computes from the sound at run time (``mfcc.conf``), for training."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ivr.speech_model.channel import RATE, Samples

COEFFICIENTS = 30
LOW, HIGH = 80, 3700
# Samples from one frame to the next: 10 ms. A frame is 25 ms long.
FRAME_SHIFT = RATE // 100

MFCC_CONF = f"""--use-energy=false
--sample-frequency={RATE}
--num-mel-bins={COEFFICIENTS}
--num-ceps={COEFFICIENTS}
--low-freq={LOW}
--high-freq={HIGH}
--dither=0.0
"""


def mfcc(signal: Samples) -> NDArray[np.float32]:
    """Frames x 30 coefficients; at least one frame."""
    import kaldi_native_fbank as fbank  # of the training extra only

    options = fbank.MfccOptions()
    options.use_energy = False
    options.num_ceps = COEFFICIENTS
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0.0
    options.mel_opts.num_bins = COEFFICIENTS
    options.mel_opts.low_freq = LOW
    options.mel_opts.high_freq = HIGH
    computer = fbank.OnlineMfcc(options)
    # Kaldi takes samples in the range of 16-bit integers.
    computer.accept_waveform(RATE, (signal * 32767).tolist())
    computer.input_finished()
    return np.stack([computer.get_frame(i) for i in range(computer.num_frames_ready)]).astype(np.float32)
