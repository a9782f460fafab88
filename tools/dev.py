"""The commands behind make, for Linux, macOS and Windows: ``python3 tools/dev.py help`` lists them."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - said plainly to whoever starts it with an older one
    raise SystemExit("quizapp needs Python 3.11 or newer.")

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"

CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("djlint", "--lint", "--quiet", "quizapp/templates"),
    ("mypy",),
    ("lint-imports", "--no-cache"),
)
SERVICES = {
    "chromium": "chromium",
    "ip": "iproute2",
    "pg_ctl": "postgresql",
    "redis-server": "redis-server",
}


def say(text: str) -> None:
    print(text, flush=True)


def call(*command: str | Path, env: Mapping[str, str] | None = None) -> None:
    """Run a command from the project's folder; stop with its exit code if it fails."""
    code = subprocess.call([str(part) for part in command], cwd=ROOT, env=env)
    if code:
        raise SystemExit(code)


def python() -> Path:
    return BIN / ("python.exe" if os.name == "nt" else "python")


def make_venv() -> None:
    """Make ``.venv`` unless it is there and works."""
    if python().exists() and subprocess.call([str(python()), "-c", ""], stderr=subprocess.DEVNULL) == 0:
        return
    say("Making a virtual environment in .venv …")
    try:
        venv.EnvBuilder(with_pip=True, clear=VENV.exists()).create(VENV)
    except subprocess.CalledProcessError:
        raise SystemExit(
            "Python could not make a virtual environment. On Debian and Ubuntu, install python3-venv first."
        ) from None


def install(lock: Path) -> None:
    """Install what ``lock`` names, checked by hash, and the project itself; nothing if both are unchanged."""
    make_venv()
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f"{lock.stem}.installed"
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    say(f"Installing what {lock.name} names …")
    pip = (python(), "-m", "pip", "--disable-pip-version-check", "-qq", "install", "--no-deps")
    call(*pip, "--require-hashes", "--requirement", lock)
    call(*pip, "--no-build-isolation", "--editable", ROOT)
    stamp.write_text(wanted, encoding="ascii")


def run() -> None:
    """Install, make and migrate the database, load the banks, serve on this machine; PORT=8000."""
    install(RUN_LOCK)
    call(python(), "-m", "quizapp", "init")
    serve = subprocess.Popen([str(python()), "-m", "quizapp", "serve"], cwd=ROOT)
    signal.signal(signal.SIGTERM, lambda _signal, _frame: serve.terminate())
    while True:
        try:
            raise SystemExit(serve.wait())
        except KeyboardInterrupt:  # the server was told as well, and stops by itself
            continue


def demo() -> None:
    """Add accounts to look around with and a simulated class; prints how to log in."""
    install(RUN_LOCK)
    call(python(), "-m", "quizapp", "init")
    call(python(), "-m", "quizapp", "demo", *sys.argv[2:])


def test() -> None:
    """Check everything: format, lint, types, imports, then all tests."""
    install(DEV_LOCK)
    install_services()
    check()
    call(python(), "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", *sys.argv[2:])


def lint() -> None:
    """Check format, lint, types and imports; no tests."""
    install(DEV_LOCK)
    check()


def check() -> None:
    """Run every check, then stop if one of them failed."""
    failed = [name for name, *rest in CHECKS if subprocess.call([str(BIN / name), *rest], cwd=ROOT)]
    if failed:
        raise SystemExit("These found something to mend: " + ", ".join(dict.fromkeys(failed)))


def install_services() -> None:
    """On Debian as root, install the programs that some tests need; elsewhere those tests skip."""
    is_root = getattr(os, "geteuid", lambda: -1)() == 0
    if not is_root or not shutil.which("apt-get"):
        return
    path = os.pathsep.join([os.environ["PATH"], *map(str, Path("/usr/lib/postgresql").glob("*/bin"))])
    missing = [package for program, package in SERVICES.items() if not shutil.which(program, path=path)]
    if missing:
        say("Installing for the tests: " + ", ".join(missing))
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        call("apt-get", "-qq", "update", env=env)
        call("apt-get", "-qq", "install", "--yes", "--no-install-recommends", *missing, env=env)


def format_code() -> None:
    """Put the code into the house format."""
    install(DEV_LOCK)
    call(BIN / "ruff", "check", "--fix-only", "--quiet", ".")
    call(BIN / "ruff", "format", ".")


def bench() -> None:
    """Measure the pages against a bare page on the same server; prints the table of docs/performance.md."""
    install(DEV_LOCK)
    call(python(), "-m", "tests.bench", *sys.argv[2:])


def bench_live() -> None:
    """Measure a hall of phones against the real server, and what it bears; prints the tables."""
    install(DEV_LOCK)
    install_services()
    call(python(), "-m", "tests.bench.live", *sys.argv[2:])
    call(python(), "-m", "tests.bench.live_faults", *[wish for wish in sys.argv[2:] if wish == "--write"])


def lock() -> None:
    """Write the lock files anew for all platforms; remove one first to take the newest of everything."""
    with tempfile.TemporaryDirectory() as folder:
        venv.EnvBuilder(with_pip=True).create(folder)
        tools = Path(folder) / BIN.name
        call(tools / "python", "-m", "pip", "--quiet", "install", "uv")
        compile_lock = (
            *(tools / "uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"),
            *("--generate-hashes", "--no-annotate", "--no-header", "--quiet"),
        )
        call(*compile_lock, "--group", "build", "--output-file", RUN_LOCK)
        extras = ("--group", "dev", "--extra", "optimizer", "--extra", "pdf")
        call(*compile_lock, *extras, "--constraint", RUN_LOCK, "--output-file", DEV_LOCK)


COMMANDS: dict[str, Callable[[], None]] = {
    "run": run,
    "demo": demo,
    "test": test,
    "lint": lint,
    "format": format_code,
    "bench": bench,
    "bench-live": bench_live,
    "lock": lock,
}


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    if name in COMMANDS:
        COMMANDS[name]()
        return
    for command, function in COMMANDS.items():
        say(f"make {command:<12}{function.__doc__}")
    if name != "help":
        raise SystemExit(2)


if __name__ == "__main__":
    main()
