"""A disk so small that it can be filled, in memory."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import programs

BLOCK = b"x" * 4096


class SmallDisk:
    """A disk at ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Leave no room at all."""
        with self._filler.open("ab", buffering=0) as file:
            try:
                while file.write(BLOCK) == len(BLOCK):
                    pass
            except OSError:
                return

    def clear(self) -> None:
        """Make room again."""
        self._filler.unlink()


@contextmanager
def small_disk(folder: Path, *, size: int) -> Iterator[SmallDisk]:
    """Mount a disk of so many bytes, for which Linux asks to be root; unmount it at the end."""
    if os.geteuid() != 0:
        programs.lack("only root can mount a small disk")
    folder.mkdir()
    command = [str(programs.need("mount")), "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True).returncode:
        programs.lack("this machine mounts no disks")
    try:
        yield SmallDisk(folder)
    finally:
        # Even where something still has a file open there, so that no mount outlives the tests.
        subprocess.run([str(programs.need("umount")), "--lazy", str(folder)], check=True)
