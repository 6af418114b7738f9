"""Every sentence is there in Chinese, and the files are in step with the sources."""

from __future__ import annotations

import ast
import re
import shutil
from xml.etree import ElementTree

import pytest

from ui.actions import ACTIONS
from ui.i18n import LANGUAGES, SOURCES, TRANSLATIONS, install, update

pytestmark = pytest.mark.usefixtures("theme")

SAME_IN_BOTH = {"VIP"}
# The field's own words: what an English source speaks of, and the Chinese words of which one must be there.
TERMS = {
    r"screen pop|pop(?! up)": ("弹屏",),
    r"disposition|outcome": ("小结",),
    r"wrap-?up": ("话后处理", "小结"),
    r"not ready": ("示忙",),
    r"service level": ("服务水平",),
    r"service request|case": ("受理", "结案"),
    r"repair order": ("派工单",),
    r"one-order": ("一单责任制",),
    r"install base": ("安装点",),
    r"entitlement": ("三包权益",),
    r"provider": ("服务商",),
    r"technician": ("师傅",),
    r"depot": ("备件库",),
    r"requisition": ("备件申购",),
    r"warranty claim": ("三包费", "保修卡"),
    r"settlement": ("结算",),
    r"follow-ups?": ("回访",),
    r"top box": ("五分率",),
    r"tier": ("等级",),
    r"agents?": ("座席",),
    r"supervisors?": ("班长",),
}
# Never, with what is right; “您的工单” is how one says it to a customer.
NEVER = {
    r"(?<!派)(?<!您的)工单(?!号)": "派工单",
    r"客服": "座席",
    r"服务网点|网点": "服务商",
    r"维修单": "派工单",
}
HALF_WIDTH = re.compile(r"[一-鿿][,;:!?]|[,;:!?][一-鿿]|[一-鿿]\.(?:\s|$)|\([一-鿿]|[一-鿿]\)")
ENDS = {".": "。", "!": "！", "?": "？", ":": "：", "…": "…"}
PLACEHOLDER = re.compile(r"\{\w*\}|%n|%\d")
NOT_OURS = re.compile(rf"{PLACEHOLDER.pattern}|manager\.conf.*")  # values, and what the PBX reads


def messages(language: str) -> list[tuple[str, list[str], bool]]:
    """Return source, translated forms, and whether the translation is finished."""
    found = []
    for message in ElementTree.parse(TRANSLATIONS / f"ringside_{language}.ts").iter("message"):
        translation = message.find("translation")
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        found.append((message.findtext("source"), forms, translation.get("type") is None))
    return found


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory):
    """A copy of the translations, brought in step with the sources as they are now."""
    folder = tmp_path_factory.mktemp("translations")
    for path in TRANSLATIONS.glob("*.ts"):
        shutil.copy(path, folder)
    update(folder)
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_is_finished(language):
    assert [source for source, forms, done in messages(language) if not done or not all(forms)] == []


def test_there_is_something_to_translate():
    assert len(messages("zh_CN")) >= 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_translation_files_are_in_step_with_the_sources(refreshed, language):
    name = f"ringside_{language}.ts"
    kept, fresh = (folder / name for folder in (TRANSLATIONS, refreshed))
    assert kept.read_text(encoding="utf-8") == fresh.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_files_are_in_step_with_the_translations(refreshed, language):
    name = f"ringside_{language}.qm"
    assert (TRANSLATIONS / name).read_bytes() == (refreshed / name).read_bytes()


def test_chinese_is_not_english_left_over():
    left = {source for source, forms, _ in messages("zh_CN") if source in forms}
    assert left <= SAME_IN_BOTH


def finished_chinese() -> list[tuple[str, str]]:
    """Return each source with each of its forms that is translated."""
    return [(source, form) for source, forms, done in messages("zh_CN") if done for form in forms]


@pytest.mark.parametrize("term", TERMS)
def test_one_thing_has_one_chinese_word(term):
    speaks_of = re.compile(rf"(?<![A-Za-z])(?:{term})(?![A-Za-z])", re.IGNORECASE)
    wrong = [
        (source, form)
        for source, form in finished_chinese()
        if speaks_of.search(NOT_OURS.sub("", source)) and not any(word in form for word in TERMS[term])
    ]
    assert wrong == []


@pytest.mark.parametrize("word", NEVER)
def test_no_other_word_stands_for_it(word):
    wrong = [(source, form) for source, form in finished_chinese() if re.search(word, form)]
    assert wrong == [], NEVER[word]


def test_chinese_has_its_own_punctuation():
    assert [(source, form) for source, form in finished_chinese() if HALF_WIDTH.search(form)] == []


def test_a_translation_begins_and_ends_as_its_source_does():
    wrong = [
        (source, form)
        for source, form in finished_chinese()
        if (form != form.strip()) != (source != source.strip())
        or (source[-1:] in ENDS and form.rstrip("”」）")[-1:] not in (ENDS[source[-1:]], "。"))
        or (source[-1:] not in ENDS and form[-1:] in ENDS.values() and source[-1:] not in "”’)")
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_for_values(language):
    for source, forms, _ in messages(language):
        for form in forms:
            assert sorted(PLACEHOLDER.findall(form)) == sorted(PLACEHOLDER.findall(source)), source


def test_the_screen_speaks_the_language_chosen_last(qapp):
    said = []
    for language in ("en", "zh_CN", "en"):
        install(qapp, language)
        said.append(ACTIONS["answer"].text)
    assert said == ["Answer", "接听", "Answer"]


def test_no_words_hide_in_an_f_string_where_the_update_does_not_see_them() -> None:
    hidden = []
    for path in sorted(SOURCES.rglob("*.py")):
        for made in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(made, ast.JoinedStr):
                calls = [part.func for part in ast.walk(made) if isinstance(part, ast.Call)]
                names = {getattr(call, "attr", getattr(call, "id", "")) for call in calls}
                if names & {"tr", "translate"}:
                    hidden.append(f"{path.name}:{made.lineno}")
    assert hidden == []
