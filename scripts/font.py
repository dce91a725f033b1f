#!/usr/bin/env python3
"""Makes public/fonts/atkinson-next.woff2: one variable file with only the letters and weights the site uses.

Run by hand when the type changes (needs python3 with fonttools and brotli): python3 scripts/font.py
The published font comes in two parts, latin and latin-ext; this joins the letters wanted from the second to
the first, so that a page needs one request for its type.
"""
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files"
TARGET = ROOT / "public/fonts/atkinson-next.woff2"

ENGLISH = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0£€©®°·×½¼¾–—‘’‚“”„…•′−«»¡¿"
WESTERN = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœı"
# Every Latin letter with an accent that the second part has: Welsh, Polish, Romanian, Turkish and their neighbours
EXTENDED = "".join(map(chr, [*range(0x100, 0x180), *range(0x218, 0x21C), *range(0x1E80, 0x1E86), 0x1EF2, 0x1EF3]))


def main() -> None:
    font = part("latin", ENGLISH + WESTERN, ["kern", "tnum"])
    extra = part("latin-ext", EXTENDED, [])
    join(font, extra)
    kern_like_plain_letters(font, extra.getBestCmap())
    font.flavor = "woff2"
    font.save(TARGET)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes, {len(font.getBestCmap())} characters")


def part(name: str, text: str, features: list[str]) -> TTFont:
    options = subset.Options(
        layout_features=features, hinting=False, glyph_names=True, notdef_outline=True, name_IDs=[0, 1, 2, 13, 14]
    )
    font = TTFont(SOURCE / f"atkinson-hyperlegible-next-{name}-wght-normal.woff2")
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": (400, 700)}, inplace=True)
    # Advances vary through gvar alone, so that joining two fonts has one table less to agree on.
    for table in ("HVAR", "MVAR", "GDEF"):
        if table in font:
            del font[table]
    return font


def join(font: TTFont, extra: TTFont) -> None:
    order = list(font.getGlyphOrder())
    wanted = [name for name in extra.getGlyphOrder() if name not in order]
    glyphs = {name: extra["glyf"][name] for name in wanted}
    for name in wanted:
        font["glyf"][name] = glyphs[name]
        font["hmtx"][name] = extra["hmtx"][name]
        font["gvar"].variations[name] = extra["gvar"].variations.get(name, [])
    font.setGlyphOrder(order + wanted)
    font["glyf"].glyphOrder = font.getGlyphOrder()
    for table in font["cmap"].tables:
        table.cmap.update({code: name for code, name in extra.getBestCmap().items() if name in wanted})


def kern_like_plain_letters(font: TTFont, added: dict[int, str]) -> None:
    """Ŵ is spaced as W is: it joins W's classes."""
    cmap = font.getBestCmap()
    plain = {}
    for code, name in added.items():
        base = unicodedata.normalize("NFD", chr(code))[0].replace("Ł", "L").replace("ł", "l")
        plain[name] = cmap[ord(base)]
    if "GPOS" not in font:
        return
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if isinstance(table, otTables.PairPos) and table.Format == 2:
                first, second = table.ClassDef1.classDefs, table.ClassDef2.classDefs
                covered = set(table.Coverage.glyphs)
                table.Coverage.glyphs += [name for name, base in plain.items() if base in covered and name not in covered]
                table.Coverage.glyphs.sort(key=font.getGlyphID)
                first.update({name: first[base] for name, base in plain.items() if base in first})
                second.update({name: second[base] for name, base in plain.items() if base in second})


main()
