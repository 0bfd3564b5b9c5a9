"""Do both sides compute the same thing? Each check returns one phrase for the table."""

import numpy as np


def blocks(arrays):
    """Our blocks by key: values, samples, properties."""
    names = [name[len("values_") :] for name in arrays if name.startswith("values_")]
    return {tuple(map(int, name.split("_"))): [arrays[part + name] for part in ("values_", "samples_", "properties_")] for name in names}


def compare_density(ours, theirs):
    """Every value, sign and order included."""
    own = blocks(ours)
    worst = size = 0.0
    for key, block in theirs.items():
        values, samples, properties = own[(key["o3_lambda"], key["o3_sigma"], key["center_type"])]
        columns = np.flatnonzero(properties[:, 0] == key["neighbor_type"])
        position = {tuple(sample): row for row, sample in enumerate(samples)}
        rows = [position[tuple(sample)] for sample in np.asarray(block.samples.values)[:, :2]]
        values = values[rows][:, :, columns]
        worst = max(worst, np.max(np.abs(values - np.asarray(block.values)), initial=0.0))
        size = max(size, np.max(np.abs(values), initial=0.0))
    return f"max difference {worst:.1e} of values up to {size:.2g}"


def atom_rows(parts):
    """One row per (system, atom) and center type from blocks of invariants with the same samples: {type: matrix}."""
    joined = {}
    for center, samples, values in parts:
        order = np.lexsort((samples[:, 1], samples[:, 0]))
        joined.setdefault(center, []).append(values.reshape(len(samples), -1)[order])
    return {center: np.concatenate(found, axis=1) for center, found in joined.items()}


def gram_difference(a, b):
    """Largest difference of dot products between rows: blind to the order of properties and to a common factor."""
    worst = 0.0
    for center in a:
        x, y = a[center][:60], b[center][:60]
        gx, gy = x @ x.T, y @ y.T
        worst = max(worst, np.max(np.abs(gx / np.trace(gx) - gy / np.trace(gy))) / np.max(np.abs(gx / np.trace(gx))))
    return worst


def compare_spectrum(ours, theirs):
    """Dot products of power spectra of 60 atoms of each type."""
    own = atom_rows((key[2], samples, values) for key, (values, samples, _) in blocks(ours).items())
    samples_of = {}
    for key, block in theirs.items():
        samples_of.setdefault(key["center_type"], []).append(block)
    other = {}
    for center, found in samples_of.items():
        all_samples = np.unique(np.concatenate([np.asarray(b.samples.values) for b in found]), axis=0)
        position = {tuple(sample): row for row, sample in enumerate(all_samples)}
        columns = []
        for block in found:
            full = np.zeros((len(all_samples), block.values.shape[-1]))
            full[[position[tuple(s)] for s in np.asarray(block.samples.values)]] = block.values
            columns.append(full)
        other[center] = np.concatenate(columns, axis=1)
    return f"dot products agree to {gram_difference(own, other):.1e}"


def compare_correlations(ours, theirs):
    """Dot products of rows (atom, mu) of every (lambda, sigma, center type); the peer keeps l1 <= l2 without a weight."""
    own = blocks(ours)
    found = {}
    for key, block in theirs.items():
        weight = 1.0 if key["l_1"] == key["l_2"] else np.sqrt(2.0)
        rows = np.asarray(block.values) * weight
        key = (key["o3_lambda"], key["o3_sigma"], key["center_type"])
        found.setdefault(key, []).append(rows.reshape(-1, rows.shape[-1]))
    worst = 0.0
    for key, parts in found.items():
        x = np.concatenate(parts, axis=1)[:200]
        if key not in own:
            worst = max(worst, np.max(np.abs(x), initial=0.0))
            continue
        y = own[key][0].reshape(-1, own[key][0].shape[-1])[:200]
        worst = max(worst, np.max(np.abs(x @ x.T - y @ y.T)) / max(np.max(np.abs(x @ x.T)), 1e-300))
    return f"dot products of {len(found)} blocks agree to {worst:.1e}"
