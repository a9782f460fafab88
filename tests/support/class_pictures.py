"""The pictures of classes in the guide for educators, taken of a class whose students answer by chance.

By hand, whenever a page in them has changed: ``.venv/bin/python -m tests.support.class_pictures``. It writes
all of them to ``docs/img/educator``; look at each before it is committed.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import time_machine
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from quizapp.core.items import Choices, Item, Response
from quizapp.core.study_day import EPOCH
from quizapp.database import db
from quizapp.formats.quiz_json import dump_response
from quizapp.models import (
    AccountRow,
    AssignmentRow,
    AttemptItemRow,
    AttemptRow,
    AttemptScoreRow,
    CohortMemberRow,
    LearnerRow,
    ResponseRow,
)
from quizapp.web.clock import utcnow
from tests.bench.large_class import insert_rows, single_choices
from tests.classes.school import School
from tests.support.browser import follow, launch, watched_page
from tests.support.educator_pictures import FOLDER
from tests.support.guide_pictures import NOW, Part, serving, write

# fmt: off
NAMES = (
    "Ada", "Alba", "Amir", "Anna", "Bea", "Ben", "Cara", "Chi", "Dana", "Dev", "Ella", "Emil", "Fay", "Finn",
    "Gita", "Greg", "Hana", "Hugo", "Ida", "Ivan", "Jana", "Jo", "Kai", "Kim", "Lea", "Leo", "Mia", "Milo",
    "Nia", "Noor", "Ola", "Omar", "Pia", "Quinn", "Rosa", "Sam",
)
# fmt: on
TOPICS, EACH = 3, 8
WIDTH, SHARPNESS = 760, 1.1
"""Of the page in pixels, and pixels of the picture for each of these."""

LIST = (
    "name;email\nRobin Vale;robin@example.org\nTess Marsh;tess@example.org\nAda;ada-1@example.org\nUma;uma\n"
)
WHY = "Question 4 could be read in two ways; both readings count."


def main() -> None:
    """Take all pictures."""
    with (
        time_machine.travel(NOW, tick=True),
        serving() as (app, address),
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        before = School(app=app, title="Nurses 2025")
        now = School(app=app, title="Nurses 2026", led_by=before.educator)
        with app.app_context():
            pool = mixed(single_choices(most=2000))
            for number, school in enumerate((before, now)):
                fill(cohort_of(school), pool, Random(f"class {number}"), number=number)
            db.session.commit()
        take_all(browser, address, now)


def cohort_of(school: School) -> UUID:
    """Return the id of a class."""
    return UUID(school.path.rstrip("/").rpartition("/")[2])


def mixed(items: list[tuple[int, Item]]) -> list[tuple[int, Item]]:
    """Return some items of each of some topics."""
    by_topic: dict[str, list[tuple[int, Item]]] = {}
    for number, item in items:
        by_topic.setdefault(item.topic, []).append((number, item))
    rich = [some for some in by_topic.values() if len(some) >= EACH][:TOPICS]
    return [one for some in rich for one in some[:EACH]]


def fill(cohort_id: UUID, pool: list[tuple[int, Item]], rng: Random, *, number: int) -> None:
    """Let a class hand in two quizzes; who knows more gets more of them right."""
    now = utcnow()
    people = [1000 * (number + 1) + place for place in range(len(NAMES))]
    insert_rows(
        AccountRow,
        (
            {"id": id_, "email": f"{name.lower()}-{number}@example.org", "fs_uniquifier": uuid4().hex}
            for id_, name in zip(people, NAMES, strict=True)
        ),
    )
    born = {"created_at": now, "last_active_at": now}
    insert_rows(LearnerRow, (born | {"id": id_, "public_id": uuid4(), "account_id": id_} for id_ in people))
    member = {"cohort_id": cohort_id, "role": "student", "joined_at": now, "seen_version": 9}
    insert_rows(
        CohortMemberRow,
        (
            member | {"id": uuid4(), "account_id": id_, "name": name}
            for id_, name in zip(people, NAMES, strict=True)
        ),
    )
    for week in (1, 2):
        quiz, begun = uuid4(), now - timedelta(days=21 - 7 * week)
        terms = {"behaviour": "deferred", "blueprint": '{"cells":[]}', "counts": "best", "revision": 1}
        times = {"opens_at": begun - timedelta(days=1), "closes_at": begun + timedelta(days=2)}
        of_class = {"id": quiz, "cohort_id": cohort_id, "title": f"Week {week}", "late": "if-nothing"}
        insert_rows(AssignmentRow, [terms | times | of_class | {"created_at": now}])
        for place, person in enumerate(people[: len(people) - 2 * (week - 1)]):
            late = timedelta(days=3 * (place % 11 == 5))
            hand_in(
                person, quiz, begun + late, list(answers(pool[week - 1 :: 2], rng, skill=place / len(people)))
            )


def answers(pool: list[tuple[int, Item]], rng: Random, *, skill: float) -> Iterator[tuple[int, bool, str]]:
    """Yield the items, whether they were answered rightly, and the answer as it is stored."""
    for item_id, item in pool:
        assert isinstance(item.body, Choices)
        knows = rng.random() < 0.35 + 0.6 * skill
        wrong = [one.id for one in item.body.options if not one.is_key]
        chosen = item.body.key_ids if knows else frozenset({rng.choice(wrong)})
        yield item_id, knows, dump_response(Response(chosen=chosen))


def hand_in(person: int, quiz: UUID, when: datetime, given: list[tuple[int, bool, str]]) -> None:
    """Store that somebody handed in a quiz."""
    key = {"learner_id": person, "attempt_id": uuid4()}
    own = {"learner_id": person, "id": key["attempt_id"], "assignment_id": quiz, "title": "Week"}
    day = when.toordinal() - EPOCH
    made = {"behaviour": "deferred", "seed": 1, "blueprint": "{}", "finished_day": day}
    insert_rows(AttemptRow, [own | made | {"started_at": when, "finished_at": when}])
    places = [key | {"position": place} for place in range(1, len(given) + 1)]
    insert_rows(
        AttemptItemRow,
        (
            place | {"item_id": item_id, "item_version": 1}
            for place, (item_id, _, _) in zip(places, given, strict=True)
        ),
    )
    step = {"kind": "save", "confidence": None, "answered_at": when, "study_day": day}
    insert_rows(
        ResponseRow,
        (
            place | step | {"step": place["position"], "client_id": uuid4(), "response": text}
            for place, (_, _, text) in zip(places, given, strict=True)
        ),
    )
    right = sum(knows for _, knows, _ in given)
    score = {"items": len(given), "answered": len(given), "right": right, "thirds": 3 * right}
    insert_rows(AttemptScoreRow, [key | score])


def take_all(browser: Browser, address: str, school: School) -> None:
    """Go through the pages of a class as its educator does, and look at each on the way."""
    with watched_page(browser, address, width=WIDTH, height=1000) as page:
        cookies = school.educator.cookies.items()
        page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies])
        look_at_a_list(page, school)
        give_a_quiz(page, school)
        set_a_mark(page, school)
        page.goto(f"{school.path}questions/")
        take(page, "class-questions", Part(page.locator("h1"), page.locator("main tbody tr").nth(4)))
        follow(page.locator("main tbody tr").nth(1).get_by_role("link").first)
        take(page, "compared", Part(page.locator("h1"), page.locator("main table").last))
        page.goto(f"{school.path}knowledge")
        take(
            page, "knowledge", Part(page.locator("h1"), page.locator("main table").last.locator("tr").nth(4))
        )


def look_at_a_list(page: Page, school: School) -> None:
    """Let the educator look at a list of people."""
    page.goto(f"{school.path}invite/")
    page.get_by_label("List of people").set_input_files(
        FilePayload(name="list.csv", mimeType="text/csv", buffer=LIST.encode())
    )
    follow(page.get_by_role("button", name="Look at the list"))
    take(page, "list", Part(page.locator("h1"), page.locator("main").locator("button").last))


def give_a_quiz(page: Page, school: School) -> None:
    """Let the educator choose how a quiz goes, and what is seen of it when."""
    page.goto(f"{school.path}quizzes/new")
    page.get_by_role("radio", name="Whether each is right; everything once it closes").check()
    how = page.locator("fieldset", has=page.locator("[name=behaviour]")).first
    take(page, "behaviours", Part(how, how))
    review = page.locator("fieldset", has=page.locator("[name=review]")).first
    take(page, "review-options", Part(review, page.get_by_role("button", name="Give it to the class")))


def set_a_mark(page: Page, school: School) -> None:
    """Let the educator set a mark by hand."""
    page.goto(f"{school.path}gradebook")
    follow(page.get_by_role("link", name="Bea", exact=True))
    follow(page.get_by_role("link", name="Week 1"))
    page.get_by_label("Mark in percent").fill("70")
    page.locator("#setting ~ form").get_by_label("Why").fill(WHY)
    follow(page.get_by_role("button", name="Set the mark"))
    take(page, "gradebook", Part(page.locator("h1"), page.locator("tbody tr").nth(8)))
    follow(page.get_by_role("link", name="Bea", exact=True))
    follow(page.get_by_role("link", name="Week 1"))
    take(page, "mark", Part(page.locator("h1"), page.locator("#trail ~ *").last))


def take(page: Page, name: str, part: Part) -> None:
    """Write a picture of a part of a page."""
    write(page, part, FOLDER / f"{name}.webp", width=WIDTH, sharpness=SHARPNESS)


if __name__ == "__main__":
    main()
