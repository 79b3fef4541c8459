"""Adds compound glyphs to a TrueType subset: a letter with its dots or marks, drawn as one.

Shaping often draws the characters of one cluster as several glyphs.  A reader that copies text asks each of
them what it stands for, and a dot stands for nothing.  So the glyphs of a cluster become one composite glyph
of the embedded font (OpenType, "glyf" table), which stands for all of the cluster's characters.
"""

import struct
from collections.abc import Sequence
from typing import NamedTuple

_WORDS, _OFFSETS, _MORE = 0x1, 0x2, 0x20
"""Flags of a component: its offsets have 16 bits; they are offsets; another one follows."""

_CHECKSUM_OF_ALL = 0xB1B0AFBA
_LARGEST = 0xFFFF


class Part(NamedTuple):
    """A glyph of the font and how far it is moved, in units of the font."""

    glyph: int
    dx: int
    dy: int


class Compound(NamedTuple):
    """Parts drawn as one glyph, and its advance in units of the font."""

    parts: tuple[Part, ...]
    advance: int


def with_compounds(font: bytes, compounds: Sequence[Compound]) -> bytes:
    """The font with ``compounds`` behind its own glyphs, in their order; the font itself without any."""
    if not compounds:
        return font
    tables = _tables(font)
    count = struct.unpack_from(">H", tables["maxp"], 4)[0]
    boxes = _Outlines(tables, count)
    outlines, ends, metrics = [], [], []
    at = len(tables["glyf"]) + len(tables["glyf"]) % 2
    for compound in compounds:
        box = boxes.around(compound.parts)
        outline = struct.pack(">h4h", -1, *box) + _components(compound.parts)
        outlines.append(outline + b"\0" * (len(outline) % 2))
        at += len(outlines[-1])
        ends.append(at)
        metrics.append(struct.pack(">Hh", compound.advance, box[0]))
    padding = b"\0" * (len(tables["glyf"]) % 2)
    tables["glyf"] = b"".join((tables["glyf"], padding, *outlines))
    tables["loca"] = struct.pack(f">{count + 1 + len(ends)}I", *boxes.places, *ends)
    tables["hmtx"] = _full_metrics(tables, count) + b"".join(metrics)
    total = count + len(compounds)
    tables["hhea"] = tables["hhea"][:34] + struct.pack(">H", total)
    head = bytearray(tables["head"])
    head[50:52] = struct.pack(">h", 1)
    tables["head"] = bytes(head)
    tables["maxp"] = _limits(tables["maxp"], total, max(len(compound.parts) for compound in compounds))
    return _written(font[:4], tables)


def _tables(font: bytes) -> dict[str, bytes]:
    found = {}
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4s3I", font, 12 + 16 * number)
        found[tag.decode("ascii")] = font[offset : offset + length]
    return found


class _Outlines:
    """Where the outlines of a font begin, and their boxes."""

    def __init__(self, tables: dict[str, bytes], count: int) -> None:
        self.glyf = tables["glyf"]
        if struct.unpack_from(">h", tables["head"], 50)[0]:
            self.places = struct.unpack_from(f">{count + 1}I", tables["loca"])
        else:
            self.places = tuple(2 * place for place in struct.unpack_from(f">{count + 1}H", tables["loca"]))

    def around(self, parts: tuple[Part, ...]) -> tuple[int, int, int, int]:
        """The box around moved glyphs; a glyph without outline, such as a space, takes no room."""
        boxes = []
        for glyph, dx, dy in parts:
            start, end = self.places[glyph : glyph + 2]
            if start < end:
                left, low, right, high = struct.unpack_from(">4h", self.glyf, start + 2)
                boxes.append((left + dx, low + dy, right + dx, high + dy))
        if not boxes:
            return 0, 0, 0, 0
        lefts, lows, rights, highs = zip(*boxes, strict=True)
        return min(lefts), min(lows), max(rights), max(highs)


def _components(parts: tuple[Part, ...]) -> bytes:
    last = len(parts) - 1
    return b"".join(
        struct.pack(">HHhh", _WORDS | _OFFSETS | (_MORE if place < last else 0), glyph, dx, dy)
        for place, (glyph, dx, dy) in enumerate(parts)
    )


def _full_metrics(tables: dict[str, bytes], count: int) -> bytes:
    """The horizontal metrics with an advance for every glyph; the table may leave out repeated ones."""
    long = struct.unpack_from(">H", tables["hhea"], 34)[0]
    metrics = tables["hmtx"][: 4 * long]
    if long == count:
        return metrics
    advance = metrics[-4:-2]
    bearings = tables["hmtx"][4 * long :]
    return metrics + b"".join(advance + bearings[2 * n : 2 * n + 2] for n in range(count - long))


def _limits(maxp: bytes, total: int, parts: int) -> bytes:
    """The table of what a rasterizer must have room for: composites of parts that may be composites."""
    values = list(struct.unpack(">I14H", maxp[:32]))
    points, contours, composite_points, composite_contours = values[2:6]
    values[1] = total
    values[4] = min(_LARGEST, max(composite_points, parts * max(points, composite_points)))
    values[5] = min(_LARGEST, max(composite_contours, parts * max(contours, composite_contours)))
    values[13] = max(values[13], parts)
    values[14] += 1
    return struct.pack(">I14H", *values)


def _written(version: bytes, tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = version + struct.pack(">4H", count, power * 16, power.bit_length() - 1, (count - power) * 16)
    offset = len(head) + 16 * count
    entries, bodies = [], []
    for tag in sorted(tables):
        body = tables[tag]
        if tag == "head":
            body = body[:8] + b"\0\0\0\0" + body[12:]
        padded = body + b"\0" * (-len(body) % 4)
        entries.append(struct.pack(">4s3I", tag.encode("ascii"), _checksum(padded), offset, len(body)))
        bodies.append(padded)
        offset += len(padded)
    font = bytearray(b"".join((head, *entries, *bodies)))
    place = 12 + 16 * sorted(tables).index("head")
    start = struct.unpack_from(">I", font, place + 8)[0]
    struct.pack_into(">I", font, start + 8, (_CHECKSUM_OF_ALL - _checksum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)


def _checksum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
