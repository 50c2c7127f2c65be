"""Page images of a made-up electronic file, drawn when they are asked for."""

from __future__ import annotations

import io
import subprocess

from PIL import Image, ImageDraw, ImageFont

SIZE = (1240, 1754)
_LINES = 22


class PageImages:
    """A4 pages at 150 dpi, grey."""

    def __init__(self) -> None:
        self._file = _font_file()

    def png(self, court: str, number: str, title: str, page: int, pages: int) -> bytes:
        """Page `page` of `pages` of a document."""
        image = Image.new("L", SIZE, 255)
        draw = ImageDraw.Draw(image)
        middle = SIZE[0] / 2
        draw.text((middle, 170), court, 0, self._font(54), "mm")
        draw.text((middle, 270), title, 0, self._font(64), "mm")
        draw.text((SIZE[0] - 140, 360), number, 0, self._font(36), "rm")
        for line in range(_LINES):
            draw.text((140, 440 + line * 54), _line(title, page, line), 60, self._font(34))
        draw.text((middle, 1660), f"第 {page} 页  共 {pages} 页", 0, self._font(32), "mm")
        stamp = Image.new("L", (900, 160), 0)
        ImageDraw.Draw(stamp).text((450, 80), "示范材料 内容虚构", 42, self._font(90), "mm")
        turned = stamp.rotate(30, expand=True)
        image.paste(200, (180, 620), turned)
        png = io.BytesIO()
        image.save(png, "PNG", optimize=True)
        return png.getvalue()

    def _font(self, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        # In Debian's collection the third face is the Simplified Chinese one.
        if self._file:
            return ImageFont.truetype(self._file, size, index=2 if self._file.endswith(".ttc") else 0)
        return ImageFont.load_default(size)


def _line(title: str, page: int, line: int) -> str:
    if line % 7 == 6:
        return ""
    return f"　　{title}示范文字，第{page}页第{line + 1}行，所述人物、单位和事实均为虚构，仅供演示。"[:30]


def _font_file() -> str:
    try:
        found = subprocess.run(
            ["fc-match", "-f", "%{file}", "Noto Sans CJK SC:lang=zh-cn"],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.strip()
