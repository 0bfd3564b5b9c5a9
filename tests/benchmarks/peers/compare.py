#!/usr/bin/env python3
"""Times ncenter beside other codes, on this machine, in the same run. See README.md."""

import argparse
import json
import platform
import sys
import time

import environment


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds: about ten minutes")
    parser.add_argument("--json", metavar="FILE", help="write the rows as JSON")
    parser.add_argument("--only", metavar="WORDS", help="only rows whose name contains all these words")
    parser.add_argument("--no-build", action="store_true", help="take our classes as they are")
    return parser.parse_args()


def processor():
    try:
        with open("/proc/cpuinfo") as file:
            return next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def number(value, digits=3):
    return "-" if value is None else "%.*g" % (digits, value)


def verdict(row):
    if row["ratio"] is None:
        return "missing"
    return "ok" if row["ratio"] <= row["bar"] else "ABOVE"


def show(row):
    cells = [row["row"].ljust(66)] + [number(row[key]).rjust(9) for key in ("ours", "peer", "ratio", "bar")]
    print("  ".join([*cells, row["unit"].ljust(11), verdict(row).ljust(7), row["check"]]), flush=True)


def measure(row, context):
    try:
        found = row.measure(context)
    except Exception as problem:  # a peer that is missing or fails must not hide the other rows
        text = " ".join(str(problem).split())
        found = {"ours": None, "peer": None, "ratio": None, "check": f"{type(problem).__name__}: {text}"[:300]}
    return {"row": row.name, "unit": row.unit, "bar": row.bar, **found}


def main():
    wanted = arguments()
    environment.enter()
    if not wanted.no_build:
        environment.build()
    cores = environment.pin()
    import rows
    from rounds import Effort
    from worker import Worker

    chosen = [row for row in rows.ROWS if all(word in row.name for word in (wanted.only or "").split())]
    started = time.time()
    with Worker() as worker:
        peak, bandwidth = worker.floor()
    installed = environment.versions()
    print("machine    %s, peak %.0f GF/s per core, copies %.1f GB/s" % (processor(), peak * 1e-9, bandwidth * 1e-9))
    print("peers     ", ", ".join(f"{name} {version}" for name, version in installed.items()))
    print("ratio      time of ours / time of the peer, medians of alternating rounds; smaller is better\n")
    header = ["row".ljust(66), "ours".rjust(9), "peer".rjust(9), "ratio".rjust(9), "bar".rjust(9), "unit".ljust(11), "", "check"]
    print("  ".join(header))
    context = rows.Context(Effort(wanted.quick), cores, peak)
    results = []
    for row in chosen:
        results.append(measure(row, context))
        show(results[-1])
    above = [row["row"] for row in results if row["ratio"] is not None and row["ratio"] > row["bar"]]
    missing = [row["row"] for row in results if row["ratio"] is None]
    print("\n%d rows, %d above their bar, %d missing, %.0f s" % (len(results), len(above), len(missing), time.time() - started))
    if wanted.json:
        machine = {"processor": processor(), "peakFlops": peak, "copyBytesPerSecond": bandwidth}
        with open(wanted.json, "w") as file:
            json.dump({"machine": machine, "peers": installed, "date": time.strftime("%Y-%m-%d"), "rows": results}, file, indent=1)
            file.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
