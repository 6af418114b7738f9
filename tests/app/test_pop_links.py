"""A link says which number to look for, and nothing else; numbers from outside come a few at a time."""

from __future__ import annotations

import pytest

from app.arguments import parse
from app.errors import LinkRefused
from app.numbers import normalise_number
from app.pop_links import LONGEST_LINK, Let, PopLimit, number_of


@pytest.mark.parametrize(
    ("link", "key", "extension"),
    [
        ("tel:+86-138-0013-8000", "m:+8613800138000", ""),
        ("tel:+86-138-0013-8000;ext=12", "m:+8613800138000", "12"),
        ("TEL:%2B86%20138%200013%208000", "m:+8613800138000", ""),
        ("tel:8555-1234;phone-context=+8628;EXT=801", "f:+862885551234", "801"),
        ("tel:7042;phone-context=pbx.example.com", "?:7042", ""),
        ("tel:028-8555.1234;isub=9;tgid=x", "f:+862885551234", ""),
        ("ringside:pop?number=%2B8613800138000", "m:+8613800138000", ""),
        ("ringside:pop?number=+8613800138000", "m:+8613800138000", ""),
        ("ringside://pop/?number=tel%3A02885551234%3Bext%3D801", "f:+862885551234", "801"),
    ],
)
def test_a_link_of_either_kind_names_one_number(link: str, key: str, extension: str) -> None:
    number = normalise_number(number_of(link))
    assert (number.key, number.extension) == (key, extension)
    assert parse([link]).link == link


@pytest.mark.parametrize(
    "link",
    [
        "tel:",
        "tel:+",
        "tel:abc",
        "tel:13800138000&do=dial",
        "tel:13800138000;ext=1;ext=2",
        "tel:13800138000;ext=1%0d",
        "tel:13800138000\n",
        "tel:13800138000;phone-context=<script>",
        "tel:" + "1" * 65,
        "tel:1" + ";a=b" * LONGEST_LINK,
        "ringside:",
        "ringside:13800138000",
        "ringside:dial?number=13800138000",
        "ringside:pop?number=13800138000&number=1",
        "ringside:pop?number=13800138000&do=dial",
        "ringside:pop?customer=13800138000",
        "ringside:pop?number=",
        "ringside://evil.example/pop?number=13800138000",
        "ringside:pop/../settings?number=1",
    ],
)
def test_what_is_not_one_number_is_refused(link: str) -> None:
    with pytest.raises(LinkRefused):
        number_of(link)


def test_what_a_page_puts_beside_its_link_is_no_option_of_ours() -> None:
    options = parse(["ringside:pop?number=1", "--profile", r"\\evil\share"])
    assert options.profile is None
    with pytest.raises(LinkRefused):
        number_of(options.link)


def test_a_few_numbers_come_through_in_a_while_and_each_once() -> None:
    now = [0.0]
    limit = PopLimit(lambda: now[0], most=2, within_s=10, same_s=3)
    assert [limit.let("1"), limit.let("1"), limit.let("2"), limit.let("3")] == [
        Let.SHOW,
        Let.AGAIN,
        Let.SHOW,
        Let.TOO_MANY,
    ]
    now[0] = 10.0
    assert limit.let("1") is Let.SHOW
