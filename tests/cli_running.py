"""The command line as a user runs it: another process, an empty home, a bare environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]

NOTE = """# 读书笔记

## 5.13
《Alpha: A Model of Layers》
2020.3 的一篇工作，内容要点：
1，通过 **LayerMix** 把不同层的特征加权求和，从而让浅层也能得到梯度
2，训练时随机丢掉的层从 10% 增加到 30%，使 MLP 学到更稳健的表示，推理时不需要集成
3，在 CIFAR-10 上，错误率从 6.4% 降到 4.2%，训练时间缩短为原来的一半

随便写的一行。
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    """What cron would give: no XDG variables, no locale, nothing of the person who tests."""
    path = os.environ.get("PATH", os.defpath)
    return {"HOME": str(home), "PATH": path, "PYTHONPATH": str(PROJECT), **more}


def command(*arguments: str) -> list[str]:
    """The words that run paperdeck with the interpreter of the tests."""
    return [sys.executable, "-m", "tui.main", *arguments]


class Shell:
    """A folder to work in, and a home with nothing in it."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.home = folder / "home"
        self.here = folder / "notes"
        self.home.mkdir(exist_ok=True)
        self.here.mkdir(exist_ok=True)
        self.more = more

    def run(
        self, *arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """One command line, to its end."""
        return subprocess.run(
            command(*arguments),
            cwd=cwd or self.here,
            env={**environment(self.home, **self.more), **(env or {})},
            capture_output=True,
            encoding="utf-8",
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def json(self, *arguments: str, cwd: Path | None = None) -> dict[str, Any]:
        """The document that a command prints with ``--json``; the command has to succeed."""
        done = self.run(*arguments, "--json", cwd=cwd)
        assert done.returncode == 0, done.stderr
        document: dict[str, Any] = json.loads(done.stdout)
        assert next(iter(document.items())) == ("version", 1)
        return document

    def write(self, path: str, content: str | bytes) -> Path:
        """A file below the folder."""
        target = self.here / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return target

    def built(self, content: str = NOTE, path: str = "阅读/log.md") -> Shell:
        """The same, with a note that was built."""
        self.write(path, content)
        done = self.run("build")
        assert done.returncode == 0, done.stderr
        return self
