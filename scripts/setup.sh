#!/usr/bin/env bash
# Brings a fresh Debian 12 or Ubuntu machine to where the programs and tests run. Safe to run again:
# what is there is left alone. Addresses of package registries come from the machine's own settings.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '  %s\n' "$*" >&2; }

PACKAGES=(
    python3-venv                                   # the virtual environment
    espeak-ng libespeak-ng1                        # the voice behind pyttsx3
    sox                                            # 22 kHz speech to the telephone's 8 kHz
    fontconfig fonts-noto-cjk                      # Chinese text on the kiosk
    fonts-font-awesome                             # the kiosk's icons
    libzinnia0 tegaki-zinnia-simplified-chinese    # Chinese handwriting at the kiosk
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0  # what WeasyPrint lays pages out with
    cups-ipp-utils dbus-daemon                     # a printer for the tests: ippeveprinter
    alsa-utils                                     # the kiosk reads aloud
    xvfb xauth                                     # a screen where there is none
    libgl1 libegl1 libgl1-mesa-dri libmtdev1       # what Kivy draws with
    chromium                                       # the tests' telephone in the hand
    sip-tester nftables                            # floods of calls, and what holds them back
)

missing=()
for package in "${PACKAGES[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if ((${#missing[@]})); then
    as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || { say "Please install as root: ${missing[*]}"; exit 2; }
        as_root=(sudo)
    fi
    say "Installing system packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if [[ ! -x .venv/bin/python ]]; then
    interpreter=${PYTHON:-python3}
    "$interpreter" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "Python 3.11 or newer is needed."; exit 2; }
    say "Making the virtual environment .venv with $("$interpreter" --version)"
    "$interpreter" -m venv .venv
fi
stamp=.venv/requirements.sha256
if ! sha256sum --check --status "$stamp" 2>/dev/null; then
    say "Installing the Python packages of requirements.lock (hashes checked)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
    sha256sum requirements.lock >"$stamp"
fi

PYTHONPATH=$PWD .venv/bin/python -m kiosk.fonts
PYTHONPATH=$PWD .venv/bin/python -m shared.words
PYTHONPATH=$PWD .venv/bin/python -m ivr.asterisk.install --into .cache/asterisk
