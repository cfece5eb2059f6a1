# SPDX-License-Identifier: MIT
"""Makes the tables of a run: reads one CSV file, and writes train, validation and test below --gxp-output.

Which table a row is in follows from its value in the column --gxp-split alone. So rows of one person stay together, and
each stays where it is in every later run. One machine reads the file row by row; write it anew with Spark where a file
is larger than the disk of a worker, or a table than 5 GB. What it prints goes to the log: counts and digests, no row.
"""
import argparse
import csv
import hashlib
import io
import json
import sys
import tempfile

SHARES = (("train", 70), ("validation", 15), ("test", 15))  # of 100


def table(value):
    """Names the table of a row by its value in the split column."""
    number = int.from_bytes(hashlib.sha256(value.encode("utf-8")).digest()[:8], "big") % 100
    for name, share in SHARES:
        if number < share:
            return name
        number -= share
    raise AssertionError("the shares do not make 100")


def split(lines, column, files):
    """Writes each row of lines into the file of its table, below the header, and returns how many each has."""
    reader = csv.reader(lines, strict=True)
    header = next(reader, [])
    if header.count(column) != 1 or len(set(header)) != len(header):
        raise ValueError("the source lacks the split column, or has a column twice")
    at = header.index(column)
    writers = {name: csv.writer(file, lineterminator="\n") for name, file in files.items()}
    for writer in writers.values():
        writer.writerow(header)
    counts = dict.fromkeys(files, 0)
    for row in reader:
        if len(row) != len(header) or not row[at].strip():
            raise ValueError("line %d has too few or too many values, or none in the split column" % reader.line_num)
        name = table(row[at].strip())
        writers[name].writerow(row)
        counts[name] += 1
    if not all(counts.values()):
        raise ValueError("a table would be empty")
    return counts


class Hashed(io.RawIOBase):
    """Reads a stream and computes the digest of what went by."""

    def __init__(self, stream):
        self.stream = stream
        self.sha256 = hashlib.sha256()

    def readable(self):
        return True

    def readinto(self, buffer):
        part = self.stream.read(len(buffer))
        self.sha256.update(part)
        buffer[: len(part)] = part
        return len(part)


def address(uri):
    """Returns bucket and key of s3://BUCKET/KEY."""
    if not uri.startswith("s3://") or "/" not in uri[5:]:
        raise ValueError("not an address in S3")
    bucket, key = uri[5:].split("/", 1)
    return bucket, key


def digest(file):
    """Returns the SHA-256 of a file, and leaves it at its begin."""
    sha256 = hashlib.sha256()
    file.seek(0)
    for part in iter(lambda: file.read(1 << 20), b""):
        sha256.update(part)
    file.seek(0)
    return sha256.hexdigest()


def prepare(s3, source, column, output):
    """Reads the source, writes the tables, and returns what was made of what."""
    bucket, key = address(source)
    to, folder = address(output)
    found = s3.get_object(Bucket=bucket, Key=key)
    raw = Hashed(found["Body"])
    files = {name: tempfile.TemporaryFile() for name, _ in SHARES}
    texts = {name: io.TextIOWrapper(file, encoding="utf-8", newline="") for name, file in files.items()}
    counts = split(io.TextIOWrapper(io.BufferedReader(raw), encoding="utf-8", newline=""), column, texts)
    tables = {}
    for name, text in texts.items():
        text.flush()
        tables[name] = {"rows": counts[name], "sha256": digest(files[name])}
    # all of them are whole before the first one is written
    for name, file in files.items():
        s3.put_object(Bucket=to, Key="%s%s/%s.csv" % (folder, name, name), Body=file, ContentType="text/csv")
    made = {
        "source": {"address": source, "versionId": found.get("VersionId"), "sha256": raw.sha256.hexdigest()},
        "split": {"column": column, "shares": dict(SHARES)},
        "tables": tables,
    }
    document = json.dumps(made, indent=2, sort_keys=True).encode("utf-8")
    s3.put_object(Bucket=to, Key=folder + "prepared.json", Body=document, ContentType="application/json")
    return made


def main(arguments):
    parser = argparse.ArgumentParser()
    for name in ("source", "split", "output"):
        parser.add_argument("--gxp-" + name, required=True)
    told, _ = parser.parse_known_args(arguments)  # Glue gives arguments of its own too
    import boto3  # only Glue has it

    print(json.dumps(prepare(boto3.client("s3"), told.gxp_source, told.gxp_split, told.gxp_output), sort_keys=True))


if __name__ == "__main__":
    main(sys.argv[1:])
