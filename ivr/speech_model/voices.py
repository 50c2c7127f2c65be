"""espeak-ng's voice variants: which the model is trained on, and which it is only measured on.

A variant changes pitch, formants, breath and timbre of the one Mandarin voice. Grouped by family, the
people or synthesizers that they imitate, so that whole families stay unheard until the model is measured.
"""

from __future__ import annotations

# The numbered voices that come with espeak-ng itself.
_NUMBERED = ("m1", "m2", "m4", "m5", "m6", "m8", "f1", "f2", "f3")
# Demonic and rob are left out: libespeak-ng 1.51 crashes with them at low pitch.
TRAINED = (
    *_NUMBERED,
    "Alex", "Alicia", "Andrea", "Andy", "AnxiousAndy", "Diogo", "Gene", "Gene2",
    "Henrique", "Marco", "Mario", "Michael", "Mike", "Nguyen", "RicishayMax",
    "RicishayMax2", "RicishayMax3", "Storm", "Tweaky", "UniRobot", "anika", "anikaRobot", "announcer",
    "antonio", "aunty", "benjamin", "boris", "caleb", "croak", "david", "ed", "edward",
    "edward2", "grandpa", "iven", "iven2", "iven3", "iven4", "john", "kaukovalta", "marcelo",
    "max", "michel", "miguel", "pablo", "paul", "pedro", "quincy", "robert", "robosoft",
    "robosoft2", "robosoft3", "robosoft4", "robosoft5", "robosoft6", "robosoft7", "robosoft8",
    "shelby", "whisperf",
)  # fmt: skip
# Never trained on: the costs of refusing and the thresholds of confidence were chosen with these.
CHOOSING = ("Denis", "Jacky", "Lee", "belinda", "gustave", "travis", "sandro", "zac")
# Never trained on, of a family that is: voices for the main figures.
UNHEARD = ("m3", "m7", "f4", "f5")
# Never trained on, nor any of their family.
OTHER_FAMILIES = (
    "Annie", "adam", "linda", "victor", "Hugo", "norbert", "grandma", "steph", "steph2", "steph3",
    "klatt", "klatt2", "klatt3", "klatt4", "klatt5", "klatt6",
)  # fmt: skip

# Foreign speech: espeak language → locale whose words it reads (Babel's data: places, months, currencies).
FOREIGN_TRAINED = {
    "en-us": "en", "en": "en", "en-gb-scotland": "en", "fr": "fr", "es": "es", "es-419": "es", "ru": "ru",
    "pt-br": "pt", "tr": "tr", "hi": "hi", "nl": "nl", "hu": "hu", "id": "id", "fi": "fi", "uk": "uk",
    "hr": "hr", "ka": "ka", "bn": "bn", "he": "he",
}  # fmt: skip
FOREIGN_CHOOSING = {"cs": "cs", "sw": "sw", "th": "th", "lt": "lt"}
FOREIGN_UNHEARD = {
    "de": "de", "it": "it", "pl": "pl", "vi": "vi", "el": "el", "ro": "ro", "da": "da", "sv": "sv",
    "ko": "ko", "ta": "ta", "en-us-nyc": "en", "eu": "eu",
}  # fmt: skip
