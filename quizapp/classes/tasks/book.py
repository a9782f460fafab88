"""The cards and steps of a class as a table: how far each student says that they have come."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from quizapp.classes.tasks.queries import Told
from quizapp.core.assignments import Window
from quizapp.core.class_tasks import Progress, WorkKind, progress

NOTHING_TOLD: Mapping[UUID, Progress] = {}


@dataclass(frozen=True, kw_only=True)
class BookedTask:
    """A task as its column is headed."""

    id: UUID
    kind: WorkKind
    title: str


@dataclass(frozen=True, kw_only=True)
class TaskBook:
    """The tasks of a class, what opened first before the others, and what each account said of them."""

    tasks: tuple[BookedTask, ...]
    told: Mapping[int, Mapping[UUID, Progress]]

    def of(self, account_id: int) -> Iterator[Progress]:
        """Yield how far a student has come, task by task."""
        mine = self.told.get(account_id, NOTHING_TOLD)
        return (mine.get(one.id, Progress.NOT_YET) for one in self.tasks)


def of_tasks(rows: Iterable[Told]) -> TaskBook:
    """Return what became of tasks, from what was read of each and of each student who began it."""
    tasks: dict[UUID, BookedTask] = {}
    told: dict[int, dict[UUID, Progress]] = {}
    for one in rows:
        tasks[one.task_id] = BookedTask(id=one.task_id, kind=WorkKind(one.kind), title=one.title)
        if one.account_id is not None:
            window = Window(opens_at=one.opens_at, closes_at=one.closes_at)
            come = progress(window, begun=True, done_at=one.done_at)
            told.setdefault(one.account_id, {})[one.task_id] = come
    return TaskBook(tasks=tuple(tasks.values()), told=told)
