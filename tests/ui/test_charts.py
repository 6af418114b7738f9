"""The charts: their geometry as laws, their pixels, what keyboard and ear get of them."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.charts.bars import BarChart
from ui.charts.chart import fill_sharp
from ui.charts.clock import PromiseClock
from ui.charts.distribution import DistributionChart
from ui.charts.figures import (
    Answer,
    Bar,
    Bars,
    Clock,
    Distribution,
    Lines,
    Mark,
    Part,
    Point,
    Row,
    Series,
    Stack,
    Trend,
    as_tsv,
    figure_text,
)
from ui.charts.line import LineChart
from ui.charts.scale import Scale, bounds, middles, nearest, shown_labels, slots, snapped, ticks
from ui.charts.sparkline import Sparkline
from ui.charts.stacked import StackedBar, boxes
from ui.i18n import install
from ui.theme import Scheme, Theme

pytestmark = pytest.mark.usefixtures("theme")

NAN, HUGE = math.nan, 1e308
few = settings(max_examples=50)
ANY = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.lists(st.none() | st.floats(), max_size=40)
HOURS = tuple(f"{hour:02}:00" for hour in range(8, 22))


def a_trend(*values: float | None) -> Trend:
    return Trend("Service level", tuple(Point(f"{n}", value) for n, value in enumerate(values)), unit=" %")


def lines_of(*values: float | None) -> Lines:
    labels = tuple(f"{n}" for n in range(len(values)))
    return Lines(
        "Calls", labels, (Series("today", tuple(values)), Series("last week", tuple(values[:1]), "neutral"))
    )


def bars_of(*values: float | None) -> Bars:
    return Bars("Promises", tuple(Bar(f"{n}", value) for n, value in enumerate(values)))


def stack_of(*values: float | None) -> Stack:
    parts = (Part("done", "good"), Part("late", "broken"))
    return Stack("Orders", parts, tuple(Row(f"{n}", (value, value)) for n, value in enumerate(values)))


def spread_of(*values: float | None) -> Distribution:
    return Distribution("Answers", tuple(Answer(f"{n}", int(value or 0)) for n, value in enumerate(values)))


KINDS = {
    "sparkline": (Sparkline, a_trend),
    "line": (LineChart, lines_of),
    "bars": (BarChart, bars_of),
    "lying": (lambda: BarChart(lying=True), bars_of),
    "stacked": (StackedBar, stack_of),
    "distribution": (DistributionChart, spread_of),
}


# the geometry


@few
@given(ANY, ANY, st.integers(1, 8))
def test_ticks_enclose_their_bounds_at_equal_round_steps(low, high, most):
    low, high = bounds((low, high))
    found, slack = ticks(low, high, most), 1e-6 * (abs(low) + abs(high))
    assert 2 <= len(found) <= max(2, most) + 1
    assert found[0] <= low + slack
    assert found[-1] >= high - slack
    assert all(math.isfinite(one) for one in found)
    if not abs(high) + abs(low) > 1e9 * (high - low) and high - low < 1e200:
        steps = [b - a for a, b in pairwise(found)]
        assert max(steps) == pytest.approx(min(steps), rel=1e-6)
        assert f"{steps[0]:.0e}"[0] in "125"


@few
@given(VALUES, st.floats(1, 4000), st.floats(1, 4000))
def test_every_value_lies_on_the_plot_and_in_order(values, first, width):
    low, high = bounds(values)
    assert low < high
    scale = Scale(low, high, first, first + width)
    known = sorted(value for value in values if value is not None and math.isfinite(value))
    places = [scale.at(value) for value in known]
    assert places == sorted(places)
    assert all(first - 1e-6 <= place <= first + width + 1e-6 for place in places)


@few
@given(st.lists(st.floats(0, 200), min_size=1, max_size=40), st.floats(10, 2000), st.floats(0, 20))
def test_labels_are_whole_and_never_meet_and_the_last_is_there(widths, width, gap):
    chosen = shown_labels(middles(0, width, len(widths)), widths, 0, width, gap)
    assert chosen[-1][0] == len(widths) - 1
    assert all(a + widths[n] + gap <= b for (n, a), (_, b) in pairwise(chosen))
    assert all(left >= 0 for _, left in chosen)


@few
@given(st.floats(0, 500), st.floats(1, 2000), st.integers(0, 60), st.floats(0, 30))
def test_columns_fill_their_room_side_by_side(first, width, count, gap):
    found = slots(first, first + width, count, gap)
    assert len(found) == count
    assert all(a < b for a, b in found)
    assert all(a[1] <= b[0] + 1e-6 for a, b in pairwise(found))
    assert not found or (found[0][0] >= first and found[-1][1] <= first + width + 1e-6)


@few
@given(st.integers(1, 50), st.floats(0, 1))
def test_the_nearest_point_is_the_nearest(count, share):
    places = middles(0, 100, count)
    found = nearest(places, share * 100)
    assert abs(places[found] - share * 100) <= (100 / max(1, count - 1)) / 2 + 1e-6 or count == 1


@few
@given(st.floats(-2000, 2000), st.sampled_from([1.0, 1.25, 1.5, 2.0]))
def test_an_edge_lies_between_pixels_of_the_device(pixel, ratio):
    assert abs(snapped(pixel, ratio) * ratio - round(snapped(pixel, ratio) * ratio)) < 1e-6
    assert abs(snapped(pixel, ratio) - pixel) <= 0.5 / ratio + 1e-9


@few
@given(st.lists(st.none() | st.floats(), min_size=1, max_size=6))
def test_parts_stand_one_behind_the_other_within_their_track(values):
    row, track = Row("", tuple(values)), QRectF(0, 0, 200, 10)
    whole = sum(max(0.0, one) for one in values if one is not None and math.isfinite(one))
    found = boxes(row, track, Scale(0.0, min(whole, 1e300) or 1.0, 0, 200))
    assert found[0][1].left() == 0
    assert all(a.right() == pytest.approx(b.left()) for (_, a), (_, b) in pairwise(found))
    assert found[-1][1].right() <= 200 + 1e-6


# the pictures


def picture(chart: QWidget, width: int = 320, height: int = 140, ratio: float = 1.0) -> QImage:
    chart.resize(width, height)
    image = QImage(QSize(round(width * ratio), round(height * ratio)), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Theme.current().color("surface"))
    chart.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return image


def count_of(image: QImage, color: QColor) -> int:
    return sum(image.pixelColor(x, y) == color for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "values", [(), (5.0,), (None, NAN), (-3.0, 4.0, NAN, 2.0), (0.0, 0.0), (HUGE, -HUGE, 1e-300, math.inf)]
)
def test_odd_figures_are_drawn(qtbot, kind, values):
    make, of = KINDS[kind]
    chart = make()
    qtbot.addWidget(chart)
    safe = [v if v is None or abs(v) < 1e9 else 7 for v in values] if kind == "distribution" else values
    safe = [None if v is not None and math.isnan(v) else v for v in safe] if kind == "distribution" else safe
    chart.show_figures(of(*safe))
    chart.resize(chart.sizeHint())
    blank = QImage(chart.size(), QImage.Format.Format_RGB32)
    blank.fill(Theme.current().color("surface"))
    assert picture(chart) != blank
    assert len(chart.areas()) == len(values)
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.at() == len(values) - 1


@pytest.mark.parametrize("scheme", list(Scheme))
def test_bars_are_as_high_as_their_values_in_the_colour_of_their_tone(qtbot, theme, scheme):
    theme.set_scheme(scheme)
    chart = BarChart()
    qtbot.addWidget(chart)
    chart.show_figures(Bars("x", (Bar("a", 10, "good"), Bar("b", 20, "broken"))))
    image = picture(chart, 120, 90)
    good, broken = (count_of(image, theme.color(f"{tone}_fill")) for tone in ("good", "broken"))
    assert good > 200
    assert broken == pytest.approx(2 * good, rel=0.1)


def test_at_150_percent_a_box_has_no_soft_edge():
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(1.5)
    image.fill(QColor("white"))
    painter = QPainter(image)
    fill_sharp(painter, QRectF(3.3, 4.4, 11.1, 0.2), QColor("black"))
    painter.end()
    seen = {image.pixelColor(x, y).name() for x in range(60) for y in range(60)}
    assert seen == {"#ffffff", "#000000"}
    rows = [y for y in range(60) if image.pixelColor(12, y) == QColor("black")]
    assert len(rows) == 1


def test_a_line_is_broken_where_nothing_is_known(qtbot, theme):
    chart = Sparkline()
    qtbot.addWidget(chart)
    chart.show_figures(a_trend(5.0, 5.0, None, None, 5.0, 5.0))
    image = picture(chart, 200, 40)
    ground = theme.color("surface")
    columns = [x for x in range(200) if any(image.pixelColor(x, y) != ground for y in range(40))]
    assert any(x < 45 for x in columns)
    assert any(x > 155 for x in columns)
    assert not [x for x in columns if 55 < x < 145]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [240, 420, 900])
def test_labels_at_the_foot_never_touch(qtbot, qapp, theme, language, width):
    install(qapp, language)
    chart = LineChart()
    qtbot.addWidget(chart)
    chart.show_figures(Lines("x", HOURS, (Series("a", tuple(float(n) for n in range(14))),)))
    image = picture(chart, width, 140)
    # between two written labels stands at least one gap of ground, so that runs of ink are as many as labels
    ground = theme.color("surface")
    ink = [any(image.pixelColor(x, y) != ground for y in range(124, 138)) for x in range(width)]
    text = "".join("#" if one else " " for one in ink)
    written = [run for run in text.split("      ") if "#" in run]
    assert 1 < len(written) <= 14
    assert max(len(run.strip()) for run in written) < 60


# keyboard, pointer, ear, table


def test_arrows_step_and_every_step_is_heard(qtbot):
    chart = BarChart()
    qtbot.addWidget(chart)
    chart.show_figures(Bars("Promises", (Bar("late", 3, note="to be rung"), Bar("10", 1234)), unit=" orders"))
    assert chart.accessibleName() == "Promises"
    assert "2" in chart.accessibleDescription()
    with qtbot.waitSignal(chart.pointed):
        QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == "late: 3 orders, to be rung"
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.accessibleDescription() == "10: 1,234 orders"
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.at() == 1
    with qtbot.waitSignal(chart.picked) as picked:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert picked.args == [1]


def test_a_click_picks_the_bar_under_it(qtbot):
    chart = BarChart(lying=True)
    qtbot.addWidget(chart)
    chart.show_figures(bars_of(1, 2, 3))
    chart.resize(300, 140)
    with qtbot.waitSignal(chart.picked) as picked:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.areas()[2].center().toPoint())
    assert picked.args == [2]
    assert chart.row_at(QPointF(-5, -5)) == -1


def test_a_feed_moves_the_points_and_who_stands_on_one_stays_on_it(qtbot):
    chart = Sparkline()
    qtbot.addWidget(chart)
    chart.show_figures(a_trend(1, 2, 3))
    chart.go(1)
    chart.show_figures(Trend("Service level", (Point("1", 7), Point("2", 3), Point("3", 4))))
    assert (chart.at(), chart.accessibleDescription()) == (0, "1: 7")
    chart.show_figures(Trend("Service level", (Point("8", 7),)))
    assert chart.at() == -1


def test_a_picture_is_a_table_on_the_clipboard(qtbot):
    chart = LineChart()
    qtbot.addWidget(chart)
    chart.show_figures(
        Lines(
            "x", ("=a\tb", "10"), (Series("today", (1234.5, NAN)), Series("then", (2.0,))), Mark(3, "target")
        )
    )
    QTest.keyClick(chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    table = QGuiApplication.clipboard().text().splitlines()
    assert table[0] == "\ttoday\tthen"
    assert table[1].endswith("1234.5\t2")
    assert table[1][:2] in ("'=", "\"'")
    assert table[2] == "10\t\t"


@pytest.mark.parametrize("kind", KINDS)
def test_equal_figures_are_not_painted_again(qtbot, kind):
    make, of = KINDS[kind]
    chart = make()
    qtbot.addWidget(chart)
    chart.show_figures(of(1, 2, 3))
    first = chart.figures()
    chart.show_figures(of(1, 2, 3))
    assert chart.figures() is first


def test_a_distribution_counts_shares_of_what_was_answered():
    spread = Distribution("Score", (Answer("1", 1), Answer("5", 3)))
    assert [row.values for row in spread.rows()] == [(1, 25.0), (3, 75.0)]
    assert Distribution("Score", (Answer("1", 0),)).rows()[0].values == (0, None)
    assert as_tsv(spread).splitlines()[1] == "1\t1\t25"


def test_figures_are_read_as_people_write_them(qapp):
    install(qapp, "en")
    assert figure_text(1234.5, 1, " %") == "1,234.5 %"
    assert figure_text(None) == figure_text(NAN) == figure_text(math.inf) == "—"
    assert figure_text(1e18) == "1.0e+18"


def test_a_clock_shows_its_words_and_less_of_its_ring(qtbot, theme):
    clock = PromiseClock()
    qtbot.addWidget(clock)
    rings = []
    for share in (1.0, 0.5, 0.0, NAN):
        clock.show_clock(Clock(share, "17 h", "18 min"))
        rings.append(count_of(picture(clock, 72, 72), theme.color("attn_fill")))
    assert clock.text() == "17 h 18 min"
    assert rings[0] > 1.7 * rings[1] > 0
    assert rings[2:] == [0, 0]
