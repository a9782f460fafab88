"""The pages that explain, and the size of the text."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from quizapp.config import Settings
from tests.services.databases import make_settings

PAGES = ["/more", "/about", "/who-to-ask", "/sources", "/sources/replaced", "/accessibility", "/privacy"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_one_heading_a_way_past_the_menu_and_its_place_marked(
    client: FlaskClient, path: str
) -> None:
    html = client.get(path).text
    assert len(re.findall(r"<h1\b", html)) == 1
    assert re.search(r'href="#main".*<main id="main"', html, re.DOTALL)
    assert len(re.findall(r"aria-current=", html)) == 1


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_that_it_gives_no_advice_and_whom_to_ask(client: FlaskClient, path: str) -> None:
    html = client.get(path).text
    assert "For learning, not medical advice" in html
    assert 'href="/who-to-ask"' in html


@pytest.mark.parametrize("path", PAGES)
def test_no_page_carries_a_style_or_script_of_its_own(client: FlaskClient, path: str) -> None:
    html = client.get(path).text
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", html)


def test_a_page_with_no_questions_loaded_says_how_to_load_them(client: FlaskClient) -> None:
    assert "quizapp bank load" in client.get("/sources").text


class TestWithTheShippedBanks:
    @pytest.fixture
    def content(self) -> str:
        return "banks"

    def test_the_sources_behind_the_questions_are_listed_with_their_dates(self, client: FlaskClient) -> None:
        html = client.get("/sources").text
        assert "Cancer Research UK" in html
        assert "page updated March 2014" in html

    def test_both_sides_of_a_disagreement_are_shown_with_who_says_them(self, client: FlaskClient) -> None:
        html = client.get("/sources").text
        assert re.search(r"Two sources say NETs may be benign or malignant\..*Cancer Research UK", html)
        assert re.search(r"Three sources describe NETs as cancers\..*Mayo Clinic", html)

    def test_the_page_about_the_questions_says_that_no_clinician_signed_any(
        self, client: FlaskClient
    ) -> None:
        assert "No clinician has signed any of them yet" in client.get("/sources").text


def test_a_larger_size_of_text_is_kept_for_every_page(client: FlaskClient) -> None:
    assert "large-type" not in client.get("/about").text
    answer = client.post("/accessibility", data={"size": "large"})
    assert answer.status_code == 303
    assert '<html lang="en-GB" class="large-type">' in client.get("/about").text
    client.post("/accessibility", data={"size": "normal"})
    assert "large-type" not in client.get("/about").text


@pytest.mark.parametrize("size", ["", "huge", "\x00"])
def test_a_size_that_is_not_offered_is_refused_in_words(client: FlaskClient, size: str) -> None:
    answer = client.post("/accessibility", data={"size": size})
    assert answer.status_code == 422
    assert "There is something to put right" in answer.text


def test_a_size_in_the_cookie_that_is_not_ours_changes_nothing(client: FlaskClient) -> None:
    client.set_cookie("text_size", "<script>")
    html = client.get("/accessibility").text
    assert "large-type" not in html
    assert "<script>" not in html


class TestWithAdviceOfThisPlace:
    @pytest.fixture
    def settings(self, tmp_path: Path, database_url: str) -> Settings:
        settings = make_settings(tmp_path / "instance", database_url)
        return settings.model_copy(update={"emergency_advice": "Ring the ward’s red telephone."})

    def test_the_page_about_whom_to_ask_says_what_to_do_here(self, client: FlaskClient) -> None:
        assert "Ring the ward’s red telephone." in client.get("/who-to-ask").text


def test_without_advice_of_the_place_the_page_about_whom_to_ask_gives_none_of_its_own(
    client: FlaskClient,
) -> None:
    html = client.get("/who-to-ask").text
    assert "At once: your local emergency number" in html
    assert not re.search(r"\b(999|911|112)\b", html)
