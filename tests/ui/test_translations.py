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
PLACEHOLDER = re.compile(r"\{\w*\}|%n|%\d")


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
