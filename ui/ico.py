"""The icon of the program as Windows has it, drawn from its SVG when the installer is built."""

from __future__ import annotations

import struct

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def ico(svg: bytes) -> bytes:
    """Draw an .ico from an SVG: bitmaps, and for the largest size a PNG."""
    renderer, pictures = QSvgRenderer(QByteArray(svg)), []
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        if size < 256:
            header = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
            mask = bytes((size + 31) // 32 * 4 * size)  # the pixels have their own transparency
            from_below = image.flipped()  # has to live while its bytes are copied
            pictures.append(header + bytes(from_below.constBits()) + mask)
        else:
            kept = QBuffer()
            kept.open(QIODevice.OpenModeFlag.WriteOnly)
            image.save(kept, "PNG")
            pictures.append(kept.data().data())
    places, offset = b"", 6 + 16 * len(pictures)
    for size, picture in zip(SIZES, pictures, strict=True):
        places += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + places + b"".join(pictures)
