"""The page of all commands, made from what each says of itself."""

from __future__ import annotations

import inspect

import click

HEAD = """\
# Commands

<!-- Made by `hub-learning commands > docs/commands.md` from what each command says of itself; a test says when it is not current. -->

`hub-learning --help` lists them, `hub-learning COMMAND --help` says the same as this page.
"""


def commands_markdown(group: click.Group) -> str:
    """Every command that is not hidden, in the order of its name: how it is typed, what it does, what each option is for."""
    told = [_section(name, command) for name, command in sorted(group.commands.items()) if not command.hidden]
    return "\n".join([HEAD, "## For all of them", "", *_options(group), *told]) + "\n"


def _section(name: str, command: click.Command) -> str:
    pieces = command.collect_usage_pieces(click.Context(command))
    usage = " ".join(["hub-learning", name, *(piece for piece in pieces if piece)])
    about = inspect.cleandoc(command.help or "").replace("\b\n", "")
    text = "\n".join(["", f"## {name}", "", f"    {usage}", "", about, "", *_options(command)]).rstrip()
    below = command.commands if isinstance(command, click.Group) else {}
    return "\n".join([text, *(_section(f"{name} {each}", one) for each, one in sorted(below.items()))])


def _options(command: click.Command) -> list[str]:
    rows = [
        f"| `{', '.join(option.opts)}{_value(option)}` | {option.help or ''} |"
        for option in command.params
        if isinstance(option, click.Option) and not option.hidden
    ]
    return ["| option | what it does |", "|---|---|", *rows] if rows else []


def _value(option: click.Option) -> str:
    return "" if option.is_flag else " " + option.make_metavar(click.Context(click.Command("any"))).replace("|", "\\|")
