"""Turns flchain.csv (see extract.R) into the four tables of this example and counts.json.

    python3 prepare.py flchain.csv [folder]

The same input gives the same bytes: values are copied as text, nothing is computed, rounded or imputed.
README.md beside this file describes the columns and the split.
"""
import csv
import hashlib
import json
import pathlib
import sys

COLUMNS = ["id", "sample_yr", "age", "sex", "creatinine", "kappa", "lambda", "mgus", "dead5y"]
SOURCE = ["age", "sex", "sample.yr", "kappa", "lambda", "flc.grp", "creatinine", "mgus", "futime", "death", "chapter"]
TABLES = ["train", "validation", "out-of-time", "live"]
SOURCE_ROWS, YES, NO, CENSORED = 7874, 935, 6744, 195
HORIZON = 5 * 365.25  # days; futime is in whole days, so nobody stands on the boundary
TRAIN_SHARE = 75  # per cent of the sample years 1995-1997


def check(holds, sentence):
    """Ends the run with the sentence unless the condition holds (unlike assert, also under python3 -O)."""
    if not holds:
        sys.exit(f"prepare.py: {sentence}")


def label(row):
    """'1' died within five years, '0' known to have lived longer, None left observation before."""
    if float(row["futime"]) > HORIZON:
        return "0"
    return "1" if row["death"] == "1" else None


def text_of(record):
    """The row as it stands in the table, without the line end: what the split hashes."""
    return ",".join(record[column] for column in COLUMNS)


def table_of(record):
    """Later sample years by year; 1995-1997 by the first 8 hex digits of the SHA-256 of the row, modulo 100."""
    year = int(record["sample_yr"])
    check(1995 <= year <= 2003, f"row {record['id']} was sampled in {year}, outside 1995-2003.")
    if year >= 2000:
        return "live"
    if year >= 1998:
        return "out-of-time"
    digest = hashlib.sha256(text_of(record).encode("utf-8")).hexdigest()
    return "train" if int(digest[:8], 16) % 100 < TRAIN_SHARE else "validation"


def counts(records):
    return {
        "rows": len(records),
        "positives": sum(r["dead5y"] == "1" for r in records),
        "missingCreatinine": sum(r["creatinine"] == "" for r in records),
        "women": sum(r["sex"] == "F" for r in records),
        "men": sum(r["sex"] == "M" for r in records),
        "ageAbove75": sum(int(r["age"]) > 75 for r in records),
    }


def main(source, folder):
    raw = source.read_bytes()
    reader = csv.DictReader(raw.decode("utf-8").splitlines())
    check(reader.fieldnames == SOURCE, f"{source} has the columns {reader.fieldnames}, expected {SOURCE}.")
    rows = list(reader)
    check(len(rows) == SOURCE_ROWS, f"{source} has {len(rows)} rows, expected {SOURCE_ROWS}.")

    tables = {name: [] for name in TABLES}
    censored = dict.fromkeys(TABLES, 0)
    for number, row in enumerate(rows, start=1):
        check("NA" not in row.values(), f"row {number} holds the text NA; a missing value must be an empty field.")
        check(row["sex"] in ("F", "M") and row["death"] in ("0", "1") and row["mgus"] in ("0", "1"),
              f"row {number} has an unexpected sex, death or mgus.")
        for column in ("age", "sample.yr", "kappa", "lambda", "futime"):
            check(row[column] != "", f"row {number} has no {column}.")
        dead = label(row)
        record = {"id": str(number), "sample_yr": row["sample.yr"], "dead5y": dead or ""}
        record.update((column, row[column]) for column in COLUMNS[2:-1])
        name = table_of(record)
        if dead is None:  # no label: counted for the table it would have come to, written to none
            censored[name] += 1
        else:
            tables[name].append(record)

    kept = [record for name in TABLES for record in tables[name]]
    left_out = sum(censored.values())
    totals = counts(kept)
    check(len({r["id"] for r in kept}) == len(kept), "an id is in the tables twice.")
    check(len(kept) + left_out == len(rows), f"{len(kept)} rows kept and {left_out} left out, of {len(rows)}.")
    check((totals["positives"], totals["rows"] - totals["positives"], left_out) == (YES, NO, CENSORED),
          f"{totals['positives']} yes, {totals['rows'] - totals['positives']} no, {left_out} censored, "
          f"expected {YES}, {NO}, {CENSORED}.")
    check(totals["women"] + totals["men"] == totals["rows"], "women and men do not add up to all rows.")

    report = {
        "source": dict(counts([dict(r, dead5y="") for r in rows]), sha256=hashlib.sha256(raw).hexdigest()),
        "tables": {},
        "allTables": dict(totals, leftOutCensored=left_out),
    }
    del report["source"]["positives"]  # the source has no label
    for name in TABLES:
        lines = [",".join(COLUMNS)] + [text_of(record) for record in tables[name]]
        content = ("\n".join(lines) + "\n").encode("utf-8")
        written = list(csv.DictReader(content.decode("utf-8").splitlines()))
        check(written == tables[name], f"{name}.csv does not read back as it was written.")
        (folder / f"{name}.csv").write_bytes(content)
        report["tables"][name] = dict(
            counts(tables[name]), leftOutCensored=censored[name], sha256=hashlib.sha256(content).hexdigest())
    for key, total in report["allTables"].items():
        check(sum(report["tables"][name][key] for name in TABLES) == total, f"{key} of the tables do not add up.")
    (folder / "counts.json").write_bytes((json.dumps(report, indent=2) + "\n").encode("utf-8"))
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    check(len(sys.argv) in (2, 3), "call it as: python3 prepare.py flchain.csv [folder]")
    main(pathlib.Path(sys.argv[1]),
         pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else pathlib.Path(__file__).resolve().parent)
