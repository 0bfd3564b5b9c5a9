"""Writes the first 40 frames of the arrays named in README.md; usage: python3 excerpt.py SOURCE_FOLDER"""
import sys

for name, size in [("water_rhf_def2svp_fock", 24), ("water_rhf_def2svp_overlap", 24), ("water_saph_orthogonal", 6)]:
    data = open(f"{sys.argv[1]}/{name}.npy", "rb").read()
    start = 10 + int.from_bytes(data[8:10], "little")
    header = data[:start].replace(b"(1000, ", b"(40, ").rstrip(b" \n")
    header += b" " * (start - 1 - len(header)) + b"\n"
    open(f"{name}.npy", "wb").write(header + data[start:start + 40 * size * size * 8])
