"""Densities, power spectra, gradients and Clebsch-Gordan products of whole data sets: featomic and dscribe."""

import numpy as np

from checks import compare_correlations, compare_density, compare_spectrum
from rounds import Called, alternate
from rows import row, timed

BOX = {"file": "box", "cutoff": 5.0, "n": 8, "l": 6}
SMALL = {"file": "small", "cutoff": 4.0, "n": 6, "l": 4}


def hypers(cutoff, n, l):
    """featomic counts radial functions from 0 to max_radial."""
    return {
        "cutoff": {"radius": cutoff, "smoothing": {"type": "ShiftedCosine", "width": 0.5}},
        "density": {"type": "Gaussian", "width": 0.3},
        "basis": {"type": "TensorProduct", "max_angular": l, "radial": {"type": "Gto", "max_radial": n - 1}, "spline_accuracy": 1e-8},
    }


def microseconds_per_atom(context, file):
    return 1e6 / sum(len(symbols) for symbols, _, _ in context.structures[file])


def words(context, file, cutoff, n, l):
    return context.files[file], cutoff, n, l


@row("density, 999-atom box, 5 A, nMax 8, lMax 6 / featomic", 0.12, "us/atom", **BOX)
@row("density, 500 waters + 500 ethanes, 4 A, 6, 4 / featomic", 0.05, "us/atom", **SMALL)
def density(context, file, cutoff, n, l):
    from featomic import SphericalExpansion

    calculator = SphericalExpansion(**hypers(cutoff, n, l))
    systems = context.atoms(file)
    with context.worker() as worker:
        ours = worker.make("density", *words(context, file, cutoff, n, l))
        seconds = alternate(ours, Called(lambda: calculator.compute(systems)), context.effort)
        check = compare_density(ours.result(), calculator.compute(systems))
    return timed(seconds, microseconds_per_atom(context, file), check)


@row("density + power spectrum, box / dscribe SOAP gto", 0.16, "us/atom", **BOX)
@row("density + power spectrum, waters + ethanes / dscribe SOAP gto", 0.20, "us/atom", **SMALL)
def spectrum_dscribe(context, file, cutoff, n, l):
    from dscribe.descriptors import SOAP

    systems = context.atoms(file)
    species = sorted({symbol for symbols, _, _ in context.structures[file] for symbol in symbols})
    soap = SOAP(r_cut=cutoff, n_max=n, l_max=l, sigma=0.3, rbf="gto", species=species, periodic=file == "box")
    call = (lambda: soap.create(systems[0])) if len(systems) == 1 else (lambda: soap.create(systems, n_jobs=1))
    with context.worker() as worker:
        ours = worker.make("spectrum", *words(context, file, cutoff, n, l))
        seconds = alternate(ours, Called(call), context.effort)
    width = np.shape(call() if len(systems) == 1 else call()[0])[-1]
    return timed(seconds, microseconds_per_atom(context, file), f"another radial basis: {width} numbers per atom; values: next row")


@row("density + power spectrum, box / featomic SoapPowerSpectrum", 0.12, "us/atom", **BOX)
def spectrum_featomic(context, file, cutoff, n, l):
    from featomic import SoapPowerSpectrum

    calculator = SoapPowerSpectrum(**hypers(cutoff, n, l))
    systems = context.atoms(file)
    with context.worker() as worker:
        ours = worker.make("spectrum", *words(context, file, cutoff, n, l))
        seconds = alternate(ours, Called(lambda: calculator.compute(systems)), context.effort)
        check = compare_spectrum(ours.result(), calculator.compute(systems))
    return timed(seconds, microseconds_per_atom(context, file), check)


@row("density + position gradients, box / featomic", 0.15, "us/atom", **BOX)
def gradients(context, file, cutoff, n, l):
    from featomic import SphericalExpansion

    calculator = SphericalExpansion(**hypers(cutoff, n, l))
    systems = context.atoms(file)
    with context.worker() as worker:
        ours = worker.make("gradients", *words(context, file, cutoff, n, l))
        seconds = alternate(ours, Called(lambda: calculator.compute(systems, gradients=["positions"])), context.effort)
        own = ours.result()["squares"]
    theirs = np.zeros(l + 1)
    for key, block in calculator.compute(systems, gradients=["positions"]).items():
        gradient = block.gradient("positions")
        samples = np.asarray(block.samples.values)[np.asarray(gradient.samples["sample"])]
        other = np.asarray(gradient.samples["atom"]) != samples[:, block.samples.names.index("atom")]
        theirs[key["o3_lambda"]] += np.sum(np.asarray(gradient.values)[other] ** 2)
    difference = np.max(np.abs(own / theirs - 1))
    return timed(seconds, microseconds_per_atom(context, file), f"squares per l agree to {difference:.1e}; ours per pair, into kept memory")


def density_correlations(context, l):
    """featomic's nu = 2 product of a density that is ready, with neighbor types as properties."""
    from featomic import SphericalExpansion
    from featomic.clebsch_gordan import DensityCorrelations

    expansion = SphericalExpansion(**hypers(4.0, 6, l))
    density = expansion.compute(context.atoms("ethanes")).keys_to_properties("neighbor_type")
    product = DensityCorrelations(n_correlations=1, max_angular=2 * l, skip_redundant=True)
    return lambda: product.compute(density, angular_cutoff=l)


@row("CG product nu=2, 100 ethanes, lMax 4, all blocks / featomic", 0.15, "us/atom", l=4)
def correlation(context, l):
    peer = density_correlations(context, l)
    with context.worker() as worker:
        ours = worker.make("correlation", *words(context, "ethanes", 4.0, 6, l))
        seconds = alternate(ours, Called(peer), context.effort)
        check = compare_correlations(ours.result(), peer())
    return timed(seconds, 1e6 / 800, check + "; neighbors and density in ours only")


@row("CG product nu=2 contracted to 32 components / ours stored", 0.7, "us/atom", l=4)
def contraction(context, l):
    with context.worker() as worker:
        stored = worker.make("correlation", *words(context, "ethanes", 4.0, 6, l))
        contracted = worker.make("contraction", *words(context, "ethanes", 4.0, 6, l), 32)
        seconds = alternate(contracted, stored, context.effort)
        full, small = stored.result(), contracted.result()
    kept = sum((v**2).sum() for k, v in small.items() if k.startswith("values"))
    all = sum((v**2).sum() for k, v in full.items() if k.startswith("values"))
    return timed(seconds, 1e6 / 800, f"keeps {kept / all:.6f} of the squared norm; fitted beforehand")
