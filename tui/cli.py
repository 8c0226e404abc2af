"""The command line: finds the command that is meant.

A command's module is imported only when it runs, so that none waits for the app's libraries.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from tui.output import show
from tui.wording import say

COMMANDS = (
    "build",
    "review",
    "due",
    "remind",
    "cards",
    "papers",
    "study",
    "shelve",
    "aside",
    "check",
    "inbox",
    "doubts",
    "orphans",
    "history",
    "resume",
    "optimize",
    "simulate",
    "stats",
    "why",
    "parse",
    "export",
    "merge",
    "backup",
    "restore",
    "doctor",
    "init",
    "demo",
)
"""In the order of the help. Each is a module of ``tui.commands`` with a ``command``."""


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for it, and not to list it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands' names in the order of the help."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        """The command of a name, its module imported now."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"tui.commands.{cmd_name}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with. Raises UsageError with the nearest name."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1) or [", ".join(COMMANDS)]
            ctx.fail(say("main.no_command", name=args[0], near=near[0]))
        return super().resolve_command(ctx, args)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the list of commands from their one-line texts alone."""
        with formatter.section(say("main.commands")):
            formatter.write_dl([(name, say(f"short.{name}")) for name in COMMANDS])


@click.command(
    "paperdeck",
    cls=LazyGroup,
    invoke_without_command=True,
    help=say("main.help"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help=say("main.help_folder"),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _option, wanted: _show_version(context) if wanted else None,
    help=say("main.help_version"),
)
@click.pass_context
def paperdeck(context: click.Context, folder: Path | None) -> None:
    """Remember where the program was started; without a command, open the app."""
    from tui.opening import Start

    context.obj = Start.now(folder)
    if context.invoked_subcommand is None:
        from tui.commands.review import open_app

        context.exit(open_app(context.obj))


def _show_version(context: click.Context) -> None:
    """Print the version of the installed package; a bare checkout has none."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        show(say("main.version", version=version("paperdeck")))
    except PackageNotFoundError:
        show(say("main.no_version"))
    context.exit()


def carry_out(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit code; a wrong one is told with its usage."""
    try:
        code = paperdeck.main(list(arguments), prog_name="paperdeck", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as abort:
        raise KeyboardInterrupt from abort
    return code if isinstance(code, int) else 0
