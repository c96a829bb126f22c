"""What a plain sheet of awards and a spend file come to by year, in plain Python over their rows: to the penny, by whole days."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import defaultdict
from fractions import Fraction
from random import Random

HEAD = "award_id,title,kind,currency,amount,award_date,start,end,payer,recipient,passed_on_from,spending"
SPEND = "Payer,Supplier Name,Payment Date,Transaction No,Amount,Purpose"
KINDS = ("grant", "contract", "loan", "", "service level agreement", "in kind")
YEARS = (2022, 2023, 2024)

Sums = dict[str, dict[int, Fraction]]  # awarded, falls, capital, running, onward, paid: by the year in which it begins


def drawn(seed: int) -> dict[str, str]:
    """The two files of a messy network: kinds left blank, money taken back, passed on, in kind, and payments in two files."""
    random = Random(seed)
    awards, payments = [HEAD], [SPEND]
    for number in range(60):
        start = dt.date(2022, 4, 1) + dt.timedelta(days=random.randrange(900))
        end = start + dt.timedelta(days=random.randrange(30, 900))
        amount = random.randrange(100, 9_000_000) / 100 * (-1 if random.random() < 0.1 else 1)
        onward = f"a{random.randrange(number)}" if number and random.random() < 0.15 else ""
        kind, spending = random.choice(KINDS), random.choice(("capital", "revenue", "both", ""))
        day = start - dt.timedelta(days=random.randrange(20))
        row = (
            f"a{number}",
            f"Award {number}",
            kind,
            "GBP",
            f"{amount:.2f}",
            day,
            start,
            end,
            f"Payer {number % 7}",
            f"Hub {number}",
            onward,
            spending,
        )
        awards.append(",".join(map(str, row)))
    for number in range(40):
        day = dt.date(2022, 4, 1) + dt.timedelta(days=random.randrange(1_090))
        payments.append(
            f"Payer {number % 7},Hub {number},{day:%d/%m/%Y},{7_000 + number},{random.randrange(-500, 90_000) / 100 + 0.005:.2f},Support"
        )
    again = "\n".join(
        [SPEND, *(row.replace("Hub", "THE HUB") for row in payments[1::3])]
    )  # a third of them in a second file
    return {"awards.csv": "\n".join(awards) + "\n", "year.csv": "\n".join(payments) + "\n", "month.csv": again + "\n"}


def worked_out(files: dict[str, str]) -> Sums:
    """The sums by year: awarded by the day of the award; falls over the days of the term; paid each payment once."""
    sums: Sums = {name: defaultdict(Fraction) for name in ("awarded", "falls", "capital", "running", "onward", "paid")}
    for row in csv.DictReader(io.StringIO(files["awards.csv"])):
        amount = Fraction(row["amount"])
        if row["kind"] == "in kind":
            continue
        if row["passed_on_from"]:
            sums["onward"][_year(dt.date.fromisoformat(row["award_date"]))] += amount
            continue
        sums["awarded"][_year(dt.date.fromisoformat(row["award_date"]))] += amount
        start, end = dt.date.fromisoformat(row["start"]), dt.date.fromisoformat(row["end"])
        days = (end - start).days + 1
        for year in YEARS:
            inside = (min(end, dt.date(year + 1, 3, 31)) - max(start, dt.date(year, 4, 1))).days + 1
            if inside > 0:
                part = amount * inside / days
                sums["falls"][year] += part
                sums["capital" if row["spending"] == "capital" else "running"][year] += part
    seen = set()
    for name in ("year.csv", "month.csv"):
        for row in csv.DictReader(io.StringIO(files[name])):
            if row["Transaction No"] not in seen:
                seen.add(row["Transaction No"])
                day = dt.datetime.strptime(row["Payment Date"], "%d/%m/%Y").date()
                sums["paid"][_year(day)] += Fraction(row["Amount"])
    return sums


def _year(day: dt.date) -> int:
    return day.year if day.month >= 4 else day.year - 1
