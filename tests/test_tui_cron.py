"""The reminder fired by the machine's own cron, in the bare environment cron gives.

It works on the crontab of the user who runs it and gives it back as it was, so it runs
for root alone: on a build machine, not on somebody's desk.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_running import Shell

from tui.crontab_command import read_crontab, write_crontab
from tui.reminders import Reminder, find_reminder, with_reminder, without_reminder

NEIGHBOURS = '# 每日备份 \udcff\nMAILTO = ""\n\n  5\t4 * *  * true  # 注 100\\%   \n# 没有换行'

PROGRAM = """#!/bin/sh
printf '%s\\n' "$@" "$PATH" "$PWD"
echo 今日到期 >&2
"""


def missing() -> str:
    """Say what keeps cron from firing here; empty if nothing does."""
    if shutil.which("crontab") is None:
        return "no crontab program on this machine"
    if os.geteuid() != 0:
        return "works on the user's crontab, so only as root"
    pid = Path("/run/crond.pid")
    name = Path("/proc", pid.read_text().strip(), "comm") if pid.exists() else pid
    return "" if name.exists() and name.read_text().startswith("cron") else "no cron is running"


pytestmark = [
    pytest.mark.skipif(bool(missing()), reason=missing()),
    pytest.mark.xdist_group("crontab"),
]


@pytest.fixture
def neighbours() -> Iterator[str]:
    """Put other lines into the crontab, alone; give it back as it was."""
    with Path(tempfile.gettempdir(), "paperdeck-test-crontab.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        own = read_crontab()
        try:
            write_crontab(NEIGHBOURS)
            yield NEIGHBOURS
        finally:
            write_crontab(own)
        assert read_crontab() == own


def next_minute() -> tuple[int, int]:
    """Return hour and minute on cron's clock (the system's zone), five seconds off or more."""
    shown = subprocess.run(
        ["date", "-d", "65 seconds", "+%H:%M"], capture_output=True, check=True, env={}
    )
    hour, minute = shown.stdout.split(b":")
    return int(hour), int(minute)


def wait_for(log: Path, last: str) -> str:
    """Return what the log holds once ``last`` stands in it, or after 150 seconds."""
    for _ in range(300):
        if log.exists() and last in log.read_text("utf-8"):
            break
        time.sleep(0.5)
    return log.read_text("utf-8") if log.exists() else "cron wrote nothing"


def installed_by_the_program(folder: Path, hour: int, minute: int) -> Path:
    """Build a collection and have paperdeck itself install its reminder; the log to come."""
    shell = Shell(folder).built()
    log = folder / "real.log"
    at = f"{hour:02}:{minute:02}"
    done = shell.run("remind", "install", "--at", at, "--log", str(log))
    assert done.returncode == 0, done.stderr
    assert f'"at": "{at}"' in shell.run("remind", "status", "--json").stdout
    return log


def test_cron_runs_the_reminder_and_its_output_arrives(neighbours: str, tmp_path: Path) -> None:
    """At its minute cron runs our line as it was meant, and every other line is untouched.

    Two reminders are installed for the same minute: one whose program shows how it was
    called, and one by the real program, which says what is due.
    """
    folder = tmp_path / "带 空格, it's 100% \\\\ #1"
    folder.mkdir()
    program, log = folder / "paperdeck", folder / "due.log"
    program.write_text(PROGRAM, "utf-8")
    program.chmod(0o755)
    hour, minute = next_minute()
    reminder = Reminder(folder, (str(program),), hour, minute, log)

    write_crontab(with_reminder(read_crontab(), reminder))
    real = installed_by_the_program(folder, hour, minute)

    assert find_reminder(read_crontab(), folder) == reminder
    assert wait_for(log, "今日到期").splitlines() == [
        *("-C", str(folder), "remind"),
        *("/usr/bin:/bin", pwd.getpwuid(os.geteuid()).pw_dir),
        "今日到期",
    ]
    assert "new" in wait_for(real, "review"), real.read_text("utf-8")
    done = Shell(folder).run("remind", "uninstall")
    assert done.returncode == 0, done.stderr
    write_crontab(without_reminder(read_crontab(), folder))
    assert read_crontab() == neighbours
