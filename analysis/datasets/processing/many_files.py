"""Many workbooks read by several processes at once: the one that asks, and forks of it, each with its share.

A fork has all that was imported and costs some milliseconds, where a fresh process would import for longer than 200 workbooks take.
It only unpacks, reads and looks for personal data, which no table of polars has a part in: polars' threads are not there in a fork.
Threads would not do: most of the reading is Python's own.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from typing import IO, NamedTuple, NoReturn

from analysis.sources.findings import Finding
from analysis.sources.records import Reading, nothing_read
from analysis.sources.unreadable import unreadable

ENOUGH = 60  # workbooks; for fewer, the forks cost more than they save
MOST_PROCESSES = 4
LONGEST = 600.0  # seconds that are waited for a fork; a share of 400 workbooks takes some ten
ENDED = "reading-ended"
BROKEN_OFF = "reading-broken-off"
_LOOK_AGAIN = 0.001  # seconds

Read = Callable[[str], Reading]


class _Fork(NamedTuple):
    process: int
    files: Sequence[str]
    told: IO[bytes]


def read_many(files: Sequence[str], read: Read) -> dict[str, Reading]:
    """What `read` gives for each file, in their order. Where few are, or this system cannot fork well, one after the other.

    Of what a fork left, each file is read anew: by a fork of its own where a signal ended the first, which may be the system's lack of
    memory, and here otherwise. A file whose own fork is ended by a signal too is told as that, and stops what is made of it.
    """
    processes = min(_cores(), MOST_PROCESSES, len(files) // (ENOUGH // 2))
    shares = [files[at::processes] for at in range(processes)]
    readings: dict[str, Reading] = {}
    forks = [fork for share in shares[1:] if (fork := _forked(share, read))]
    try:
        for file in set(files).difference(*(fork.files for fork in forks)):
            readings[file] = read(file)
        for fork in forks:
            readings |= _collected(fork, read)
    finally:
        for fork in forks:
            _end(fork)
    return {file: readings[file] for file in files}


def was_ended(reading: Reading) -> bool:
    """Whether something other than the file ended its reading: nothing of it is kept, for the next time it may be read."""
    return any(finding.rule in (ENDED, BROKEN_OFF) for finding in reading.findings)


def _cores() -> int:
    """How many processes can run at once; 1 where a fork is not safe beside the system's own threads, as on macOS, or not there."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _forked(files: Sequence[str], read: Read) -> _Fork | None:
    """A fork that reads the files and writes down what it read, one after the other; None where there is no room for one."""
    try:
        told = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed when all of it was collected
    except OSError:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", DeprecationWarning
            )  # Python warns of other threads' locks; the fork takes none
            process = os.fork()
    except OSError:
        told.close()
        return None
    if not process:
        _tell(files, read, told)
    return _Fork(process, files, told)


def _tell(files: Sequence[str], read: Read, told: IO[bytes]) -> NoReturn:
    """The life of a fork. It leaves without any of the clearing up that is its parent's."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        for file in files:
            pickle.dump(read(file), told, protocol=pickle.HIGHEST_PROTOCOL)
            told.flush()
        os._exit(0)
    finally:
        os._exit(1)


def _collected(fork: _Fork, read: Read) -> dict[str, Reading]:
    """What the fork read, once it is done; what it left is read anew."""
    signal_number = _ended_by(fork)
    readings = _told_by(fork)
    left = fork.files[len(readings) :]
    anew = _read_by_itself if signal_number else (lambda file, read: read(file))
    return readings | {file: anew(file, read) for file in left}


def _read_by_itself(file: str, read: Read) -> Reading:
    """What a fork for this file alone reads; the finding that stops where a signal ends that one too."""
    fork = _forked([file], read)
    if fork is None:
        return read(file)
    try:
        signal_number = _ended_by(fork)
        readings = _told_by(fork)
    finally:
        _end(fork)
    if readings:
        return readings[file]
    return nothing_read(_told_of_end(file, signal_number)) if signal_number else read(file)


def _ended_by(fork: _Fork) -> int:
    """Wait for the fork's end: the signal that ended it, 0 where none did.

    One that does not end, as where a lock was held by another thread while it was made, is ended here; that is no signal of the system's.
    """
    until = time.monotonic() + LONGEST
    while True:
        ended, status = os.waitpid(fork.process, os.WNOHANG)
        if ended:
            return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if time.monotonic() > until:
            os.kill(fork.process, signal.SIGKILL)
            os.waitpid(fork.process, 0)
            return 0
        time.sleep(_LOOK_AGAIN)


def _told_by(fork: _Fork) -> dict[str, Reading]:
    """What a fork that has ended wrote down, as far as it came."""
    fork.told.seek(0)
    readings: dict[str, Reading] = {}
    for file in fork.files:
        try:
            readings[file] = pickle.load(fork.told)
        except (EOFError, pickle.UnpicklingError, ValueError, IndexError):
            break
    return readings


def _told_of_end(file: str, number: int) -> Finding:
    return unreadable(
        file,
        f"The program that read the file was ended by the system while it read it, twice (signal {number}).",
        "Run it again with other programs closed; if the same is said, the file is too much for this computer: save it anew as a plain .xlsx.",
        "stops",
        ENDED,
    )


def _end(fork: _Fork) -> None:
    """No fork stays behind, whatever happened here meanwhile."""
    fork.told.close()
    try:
        if os.waitpid(fork.process, os.WNOHANG)[0] == 0:
            os.kill(fork.process, signal.SIGKILL)
            os.waitpid(fork.process, 0)
    except ChildProcessError:
        pass  # its end was seen
