"""Colours and fonts come from the tokens, in both schemes."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFontMetricsF

from tests.ui.gallery import WORDS
from ui.i18n import SOURCES
from ui.theme import Scheme
from ui.widgets.chip import Chip
from ui.widgets.painting import FILLS, TONES

pytestmark = pytest.mark.usefixtures("theme")

READ = [
    *((text, ground) for text in ("text", "text2", "muted") for ground in ("surface", "page", "sunken")),
    *((text, soft) for soft, text in TONES.values()),
    *((tone, "surface") for tone in ("good", "attn", "broken", "info", "accent_t")),
    *(("on_accent", ground) for ground in ("accent", "accent_h")),
    *(("on_bar", ground) for ground in ("bar", "bar2", "bar2_h", "answer", "answer_h", "end", "end_h")),
    *(("on_bar2", ground) for ground in ("bar", "bar2", "bar_line")),
    *((light, "bar") for light in ("bar_good", "bar_attn", "bar_broken")),
    ("on_badge", "neutral_fill"),
    ("on_badge_attn", "badge_attn"),
]


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize(("text", "ground"), READ)
def test_what_is_read_stands_out_from_its_ground(theme, scheme, text, ground):
    theme.set_scheme(scheme)
    assert contrast(theme.color(text), theme.color(ground)) >= 4.5


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_edge_of_a_field_and_the_focus_ring_can_be_seen(theme, scheme):
    theme.set_scheme(scheme)
    for ground in ("surface", "page"):
        assert contrast(theme.color("field"), theme.color(ground)) >= 3
        assert contrast(theme.color("accent_t"), theme.color(ground)) >= 3


@pytest.mark.parametrize("scheme", list(Scheme))
def test_an_accent_chip_differs_from_the_selected_row(theme, scheme):
    theme.set_scheme(scheme)
    assert theme.color("select") != theme.color("accent_soft")


def test_every_tone_has_its_colours(theme):
    for tokens in (*TONES.values(), FILLS.values()):
        assert all(theme.color(token).isValid() for token in tokens)


def test_an_unknown_colour_is_a_mistake(theme):
    with pytest.raises(KeyError):
        theme.color("pink")


def test_switching_the_scheme_repaints_what_is_shown(theme, qtbot):
    chip = Chip("Covered", "good")
    qtbot.addWidget(chip)
    before = chip.grab().toImage().pixelColor(chip.width() // 2, 2)
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme(Scheme.DARK)
    after = chip.grab().toImage().pixelColor(chip.width() // 2, 2)
    assert (before, after) == (QColor("#E3F4EA"), theme.color("good_soft"))


def test_choosing_the_scheme_one_has_changes_nothing(theme, qtbot):
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_scheme(Scheme.LIGHT)


@pytest.mark.parametrize("size", ["label", "body", "name", "number"])
def test_figures_have_one_width(theme, size):
    metrics = QFontMetricsF(theme.font(theme.px(size), 600))
    assert len({round(metrics.horizontalAdvance(figure * 10), 2) for figure in "0123456789"}) == 1


def test_the_fonts_draw_both_languages(theme):
    metrics = QFontMetricsF(theme.font(theme.px("body")))
    signs = "".join(str(words) for words in WORDS.values())
    assert all(metrics.inFontUcs4(ord(sign)) or sign.isspace() for sign in signs)


def test_no_colour_and_no_style_sheet_is_written_in_code():
    written = re.compile(r"#[0-9a-fA-F]{6}\b|GlobalColor\.(?!transparent)|QColor\(\d|setStyleSheet")
    found = {p.name for p in SOURCES.rglob("*.py") if written.search(p.read_text(encoding="utf-8"))}
    assert found <= {"theme.py"}
