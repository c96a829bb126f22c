"""People may lack a judge, and its tests are skipped and say so; with REQUIRE_JUDGES set (.ci/run) a skipped test is a failed one.

But for what no registry holds or no machine of CI allows: these tests run where it is found, and say so where it is not."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

MAY_LACK = ("no quarto on PATH", "a small disk cannot be mounted here", "needs the superuser and setpriv")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and os.environ.get("REQUIRE_JUDGES"):
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if any(lack in reason for lack in MAY_LACK):
            return report
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_JUDGES is set, so nothing may be skipped. {reason}"
    return report
