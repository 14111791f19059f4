"""``init add build status doctor``: the life of a workspace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ptce_corpus.cli import output
from ptce_corpus.cli.language import titled, tr
from ptce_corpus.cli.options import format_option, opened, workspace_option
from ptce_corpus.cli.progress import shown

if TYPE_CHECKING:
    from ptce_corpus.domain.provenance import Account, Failure
    from ptce_corpus.ports.runs import Holdings
    from ptce_corpus.workspace.status import Status

SET_ASIDE, UNUSABLE = 3, 5


@click.command("init", help=tr("Make a workspace: its folders and a commented ptce.toml. Nothing is overwritten."))
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def init_command(folder: Path | None) -> None:
    """Make a workspace."""
    from ptce_corpus.workspace.workspace import Workspace

    workspace = Workspace.create((folder or Path()).absolute())
    click.echo(f"{titled('workspace')} {workspace.root}")
    click.echo(tr("Next: `ptce add FILES`, then `ptce build`."))


@click.command("add", help=tr("Copy files or folders into corpus/; the same bytes are stored once."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@workspace_option
@format_option()
def add_command(paths: tuple[Path, ...], workspace: Path | None, form: str) -> None:
    """Copy files into the corpus."""
    added = opened(workspace).add(list(paths))
    rows = [{"source": str(source), "document": place} for source, place in added]
    if form != "table":
        output.write_rows(rows, form)
        return
    table = output.table("file", "document")
    for row in rows:
        table.add_row(row["source"], row["document"])
    output.show(table)


@click.command("build", help=tr("Bring catalogue, themes and index up to date with corpus/."))
@workspace_option
@format_option()
@click.option("--jobs", type=click.IntRange(1, 64), help=tr("Worker processes for each stage."))
@click.option("--only", type=click.Choice(["extract", "annotate", "themes", "index"]), help=tr("Redo one step alone."))
@click.option("--full", is_flag=True, help=tr("Redo everything, whatever is known."))
@click.option("--dry-run", is_flag=True, help=tr("Tell what would be done, counted in files; do nothing."))
@click.option(
    "--executor",
    type=click.Choice(["processes", "serial"]),
    default="processes",
    help=tr("Where work is done: worker processes under limits, or this very process."),
)
def build_command(workspace: Path | None, form: str, **choices: Any) -> int:  # noqa: ANN401 - click's own
    """Bring everything up to date."""
    from ptce_corpus.cli.saved import tell_news

    with opened(workspace) as held:
        with shown() as progress:
            account = held.build(progress=progress, **choices)
        if form != "table":
            output.write_one(account_row(account), form)
        else:
            _show_account(account)
        if not choices.get("dry_run"):
            tell_news(held)
    return SET_ASIDE if account.failures else 0


def account_row(account: Account) -> dict[str, Any]:
    """An account as the contract writes it."""
    return {
        "documents": {
            "added": account.added,
            "changed": account.changed,
            "removed": account.removed,
            "unchanged": account.unchanged,
            "failed": len(account.failures),
        },
        "pages": account.pages,
        "passages": account.passages,
        "seconds": round(account.seconds, 3),
        "steps": {name: round(seconds, 3) for name, seconds in account.steps.items()},
        "failures": [asdict(failure) for failure in account.failures],
        "warnings": list(account.warnings),
    }


def _show_account(account: Account) -> None:
    row = account_row(account)
    table = output.table(
        *row["documents"], "pages", "passages", "seconds", right=[*row["documents"], "pages", "passages", "seconds"]
    )
    table.add_row(
        *map(str, row["documents"].values()), str(account.pages), str(account.passages), f"{account.seconds:.1f}"
    )
    table.collapse_padding = True  # so that the French headings stand whole in 80 columns
    output.show(table)
    if account.failures:
        _show_failures(account.failures)
    for warning in account.warnings:
        click.echo(f"• {tr(warning)}", err=True)


def _show_failures(failures: tuple[Failure, ...]) -> None:
    table = output.table("path", "step", "reason", "remedy", title="Set aside")
    for failure in failures:
        table.add_row(failure.path, tr(failure.step), tr(failure.error), tr(failure.remedy))
    output.show(table)


@click.command("status", help=tr("Counts, sizes, what is stale, the last run."))
@workspace_option
@format_option()
def status_command(workspace: Path | None, form: str) -> None:
    """Tell what the archive holds."""
    with opened(workspace) as held:
        status = held.status()
    if form != "table":
        output.write_one(_status_row(status), form)
    else:
        _show_status(status)


def _status_row(status: Status) -> dict[str, Any]:
    began, account = status.last or (None, None)
    return {
        "workspace": str(status.root),
        **asdict(status.holdings),
        "catalogue_bytes": status.catalogue_bytes,
        "readings_bytes": status.readings_bytes,
        "index": {"engine": status.engine, "bytes": status.index_bytes, "documents": status.indexed_documents},
        "advice": asdict(status.advice) if status.advice else None,
        "pending": account_row(status.pending)["documents"],
        "failures": account_row(status.pending)["failures"],
        "warnings": list(status.pending.warnings),
        "last_run": {"began": began, "account": account_row(account) if account else None} if began else None,
    }


def _show_status(status: Status) -> None:
    console = output.console()
    console.print(str(status.root), style="bold")
    table = output.table("what", "count", right=["count"])
    holdings = status.holdings
    shares = {"documents": {**holdings.kinds, **_by_quality(holdings)}, "pages": holdings.origins}
    for name, count in asdict(holdings).items():
        if isinstance(count, int):
            table.add_row(tr(name), _grouped(count))
        for value, share in shares.get(name, {}).items():
            table.add_row(f"  {tr(value)}", _grouped(share), style="dim")
    if len(holdings.languages) > 1:
        table.add_row(tr("languages"), " · ".join(f"{name} {share}" for name, share in holdings.languages.items()))
    table.add_row(tr("catalogue"), _size(status.catalogue_bytes))
    table.add_row(f"{tr('index')} ({status.engine})", _size(status.index_bytes))
    if status.readings_bytes:
        table.add_row(tr("pages read by OCR, kept"), _size(status.readings_bytes))
    console.print(table)
    if status.last:
        console.print(f"{titled('last build')} {status.last[0]}" + ("" if status.last[1] else f" ({tr('cut short')})"))
    for line in _stale(status):
        console.print(f"• {line}")
    for warning in status.pending.warnings:
        console.print(f"• {tr(warning)}")
    if status.advice:
        slow = tr("{} of the last {} searches took longer than {} ms: set search.engine to {}, then ptce build")
        told = (status.advice.slow, status.advice.of, f"{status.advice.limit:.0f}", status.advice.engine)
        console.print(f"• {_filled(slow, told)}")
    if status.pending.failures:
        _show_failures(status.pending.failures)


def _filled(text: str, values: Iterable[object]) -> str:
    """A text with its blanks (``{}``) filled in order."""
    for value in values:
        text = text.replace("{}", str(value), 1)
    return text


def _by_quality(holdings: Holdings) -> dict[str, int]:
    return {f"{tr('quality')} {band}": count for band, count in holdings.qualities.items() if count}


def _stale(status: Status) -> list[str]:
    pending, lines = status.pending, []
    waiting = pending.added + pending.changed + pending.removed
    if waiting:
        lines.append(f"{titled('files new, changed, gone or to be cleaned anew')} {waiting} → ptce build")
    if status.indexed_documents is None:
        lines.append(f"{tr('there is no usable index')} → ptce build")
    elif status.indexed_documents != status.holdings.documents:
        lines.append(f"{tr('the index is behind the catalogue')} → ptce build")
    if status.holdings.awaiting_ocr:
        names = ", ".join(status.holdings.awaiting_ocr[:5])
        lines.append(
            f"{titled('scanned pages await OCR')} {names} → sudo apt-get install tesseract-ocr tesseract-ocr-fra"
        )
    return lines


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", " ")


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"


@click.command("doctor", help=tr("What is installed, what is missing, and the command that mends it."))
@workspace_option
@format_option()
def doctor_command(workspace: Path | None, form: str) -> int:
    """Look at the machine and the workspace."""
    from ptce_corpus.workspace.doctor import examine
    from ptce_corpus.workspace.workspace import Workspace

    checks = examine(workspace or Workspace.nearest_folder())
    if form == "table":
        table = output.table("what", "state", "detail", "remedy")
        for check in checks:
            mark, colour = ("✓", "green") if check.good else ("✗", "red") if check.needed else ("–", "yellow")
            table.add_row(tr(check.name), output.styled(mark, colour), tr(check.detail), tr(check.remedy))
        output.show(table)
    else:
        output.write_rows([asdict(check) for check in checks], form)
    return UNUSABLE if any(check.needed and not check.good for check in checks) else 0
