#!/usr/bin/env python3
"""Times ncenter beside other codes, on this machine, in the same run. See README.md."""

import argparse
import json
import os
import platform
import sys
import time

import environment


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds: about ten minutes")
    parser.add_argument("--json", metavar="FILE", help="write the rows as JSON")
    parser.add_argument("--markdown", metavar="FILE", help="write the rows as a page, such as RESULTS.md")
    parser.add_argument("--cpu", action="store_true", help="count processor time, not wall time: for a machine that does other work too")
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
    if row["bar"] is None:
        return "-"
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


def write(path, text):
    """After every row, so that what was measured survives an interruption."""
    with open(path, "w") as file:
        file.write(text)


def page(found, words):
    """The table as Markdown, with the command and the date."""
    machine = found["machine"]
    clock = "processor time, without garbage collection" if machine["processorTime"] else "wall time"
    lines = [
        "# Results",
        "",
        "`tests/benchmarks/peers/compare.py %s`, %s. %s, peak %.0f GF/s per core (float64 multiply-adds), copies %.1f GB/s; %s; %.1f programs were"
        % (" ".join(words), found["date"], machine["processor"], machine["peakFlops"] * 1e-9, machine["copyBytesPerSecond"] * 1e-9, clock, machine["load"]),
        "running before the first row. Peers: %s." % ", ".join(f"{name} {version}" for name, version in found["peers"].items()),
        "",
        "`ratio` is time of ours / time of the peer, smaller is better; see [README.md](README.md).",
        "",
        "| row | ours | peer | unit | ratio | bar | check |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in found["rows"]:
        cells = [row["row"], number(row["ours"]), number(row["peer"]), row["unit"], number(row["ratio"]), number(row["bar"]), row["check"]]
        lines.append("| %s |" % " | ".join(cell.replace("|", "/") for cell in cells))
    return "\n".join(lines) + "\n"


def main():
    wanted = arguments()
    environment.enter()
    if not wanted.no_build:
        environment.build()
    cores = environment.pin()
    load = os.getloadavg()[0]
    import rows
    from rounds import Effort, count_processor_time
    from worker import Worker

    if wanted.cpu:
        count_processor_time()
    chosen = [row for row in rows.ROWS if all(word in row.name for word in (wanted.only or "").split())]
    started = time.time()
    with Worker() as worker:
        peak, bandwidth = worker.floor()
    installed = environment.versions()
    print("machine    %s, peak %.0f GF/s per core, copies %.1f GB/s" % (processor(), peak * 1e-9, bandwidth * 1e-9))
    print("peers     ", ", ".join(f"{name} {version}" for name, version in installed.items()))
    print("load       %.1f programs before the first row%s" % (load, "; processor time counts" if wanted.cpu else ""))
    print("ratio      time of ours / time of the peer, medians of alternating rounds; smaller is better\n")
    header = ["row".ljust(66), "ours".rjust(9), "peer".rjust(9), "ratio".rjust(9), "bar".rjust(9), "unit".ljust(11), "", "check"]
    print("  ".join(header))
    context = rows.Context(Effort(wanted.quick), cores, peak)
    results = []
    for row in chosen:
        results.append(measure(row, context))
        show(results[-1])
        machine = {"processor": processor(), "peakFlops": peak, "copyBytesPerSecond": bandwidth, "load": load, "processorTime": wanted.cpu}
        found = {"machine": machine, "peers": installed, "date": time.strftime("%Y-%m-%d"), "rows": results}
        if wanted.json:
            write(wanted.json, json.dumps(found, indent=1) + "\n")
        if wanted.markdown:
            write(wanted.markdown, page(found, sys.argv[1:]))
    above = [row["row"] for row in results if verdict(row) == "ABOVE"]
    missing = [row["row"] for row in results if row["ratio"] is None]
    print("\n%d rows, %d above their bar, %d missing, %.0f s" % (len(results), len(above), len(missing), time.time() - started))
    return 0


if __name__ == "__main__":
    sys.exit(main())
