"""Cuts the first entries out of the published arrays; standard library only.

python excerpt.py DATA   (DATA holds the folders water/ and qm7-rhf/) writes into water-def2svp/ and qm7-sto3g/ beside this file.
"""
import ast
import pathlib
import struct
import sys
import zipfile

HERE = pathlib.Path(__file__).parent


def read(raw):
    length = struct.unpack("<H", raw[8:10])[0]
    header = ast.literal_eval(raw[10:10 + length].decode("latin1"))
    assert not header["fortran_order"]
    return header["descr"], header["shape"], raw[10 + length:]


def npy(descr, shape, data):
    text = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }" % (descr, tuple(shape))
    text = text + " " * (-(len(text) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode() + data


def first(raw, count):
    descr, shape, data = read(raw)
    row = len(data) // shape[0]
    return npy(descr, (count,) + shape[1:], data[:count * row])


def ragged(archive, name, count):
    parts = {key: archive.read(f"{name}_{key}.npy") for key in ("data", "offset", "shape")}
    _, _, offsets = read(parts["offset"])
    end = struct.unpack_from("<q", offsets, 8 * count)[0]
    return {
        f"{name}_data.npy": first(parts["data"], end),
        f"{name}_offset.npy": first(parts["offset"], count + 1),
        f"{name}_shape.npy": first(parts["shape"], count),
    }


def frames(text, count):
    lines, at = text.splitlines(keepends=True), 0
    for _ in range(count):
        at += int(lines[at]) + 2
    return "".join(lines[:at])


def main():
    data = pathlib.Path(sys.argv[1])
    for name in ("fock", "overlap"):
        raw = (data / "water" / f"water_rhf_def2svp_{name}.npy").read_bytes()
        (HERE / "water-def2svp" / f"{name}.npy").write_bytes(first(raw, 20))
    water = (data / "water" / "water_coords_1000.xyz").read_text()
    (HERE / "water-def2svp" / "water.xyz").write_text(frames(water, 20))
    qm7 = (data / "qm7-rhf" / "structures.xyz").read_text()
    (HERE / "qm7-sto3g" / "structures.xyz").write_text(frames(qm7, 10))
    entries = {}
    with zipfile.ZipFile(data / "qm7-rhf" / "sto3g.npz") as archive:
        for name in ("S", "F"):
            entries.update(ragged(archive, name, 10))
        entries["energy.npy"] = first(archive.read("energy.npy"), 10)
    with zipfile.ZipFile(HERE / "qm7-sto3g" / "sto3g.npz", "w", zipfile.ZIP_DEFLATED) as target:
        for name, raw in entries.items():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), raw, zipfile.ZIP_DEFLATED)


main()
