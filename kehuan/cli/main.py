"""The `kehuan` command."""

import click

from kehuan.cli.policy import policy


@click.group()
def kehuan() -> None:
    """客环 Kehuan:按公司的客户管理制度运行。"""


def main() -> None:
    """Runs the command."""
    kehuan.add_command(policy)
    kehuan(prog_name="kehuan")
