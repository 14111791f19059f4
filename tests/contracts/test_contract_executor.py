"""What every executor promises."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from ptce_corpus.errors import EncryptedFile, LimitExceeded, UnreadableFile
from ptce_corpus.execution.processes import ProcessExecutor
from ptce_corpus.execution.serial import SerialExecutor
from ptce_corpus.ports.executor import Executor


def double(number: int) -> int:
    return 2 * number


def moody(number: int) -> int:
    if number == 1:
        raise EncryptedFile("locked", remedy="give the password")
    if number == 2:
        raise KeyError("surprise")
    return number


def grim(number: int) -> int:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 2:
        time.sleep(60)
    if number == 3:
        bytearray(4 << 30)
    return number


PRELOAD = {"processes": (), "forked": ("json",)}


@pytest.fixture(params=["serial", *PRELOAD])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    made: Executor = SerialExecutor()
    if request.param in PRELOAD:
        made = ProcessExecutor(2, time_limit=60, preload=PRELOAD[request.param])
    yield made
    made.close()


def test_gives_one_outcome_for_each_item(executor: Executor) -> None:
    outcomes = list(executor.map(double, range(25)))
    assert sorted((o.item, o.result) for o in outcomes) == [(n, 2 * n) for n in range(25)]


def environment(name: str) -> str | None:
    return os.environ.get(name)


@pytest.mark.parametrize("kind", PRELOAD)
def test_workers_have_the_environment_of_the_process_that_asks(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("first", "second"):
        monkeypatch.setenv("PTCE_OF_A_TEST", value)
        executor = ProcessExecutor(1, time_limit=60, preload=PRELOAD[kind])
        try:
            assert [o.result for o in executor.map(environment, ["PTCE_OF_A_TEST"])] == [value]
        finally:
            executor.close()


def test_an_error_sets_aside_its_item_only(executor: Executor) -> None:
    outcomes = {o.item: o for o in executor.map(moody, range(4))}
    assert [outcomes[n].result for n in (0, 3)] == [0, 3]
    assert isinstance(outcomes[1].error, EncryptedFile)
    assert outcomes[1].error.remedy == "give the password"
    assert isinstance(outcomes[2].error, UnreadableFile)
    assert "surprise" in outcomes[2].error.message


def test_reads_items_only_as_workers_get_free(executor: Executor) -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    outcomes = executor.map(double, items())
    next(outcomes)
    assert len(taken) <= 5


@pytest.mark.parametrize("kind", PRELOAD)
def test_a_crash_a_hang_and_a_glutton_are_set_aside(kind: str) -> None:
    executor = ProcessExecutor(2, time_limit=4, memory_limit=1024, preload=PRELOAD[kind])
    try:
        outcomes = {o.item: o for o in executor.map(grim, range(6))}
    finally:
        executor.close()
    assert {n: outcomes[n].result for n in (0, 4, 5)} == {0: 0, 4: 4, 5: 5}
    assert isinstance(outcomes[1].error, UnreadableFile)
    assert isinstance(outcomes[2].error, LimitExceeded)
    assert "4 s" in outcomes[2].error.message
    assert isinstance(outcomes[3].error, LimitExceeded)
    assert "memory" in outcomes[3].error.message
    assert all(outcomes[n].error.remedy for n in (1, 2, 3))
