// Does an atom learn more from two of its own neighbors, nu = 2, or from a neighbor of a neighbor, rho_i^[1<-1]? Ethanol, at equal feature count
// and at equal cost (arXiv:2202.01566).

import ncenter.plan.Plan
import ncenter.plan.flops
import ncenter.spec.features.FeatureSpec

val radius = setting("cutoff", 3.0)
val components = setting("components", 200)
val train = setting("train", 100)

val shells = orbitals("../ethanol/ethanol-saph-orbs.json")
val order = indices("../ethanol/permutation_rng7.npy")
val ethanol = structures("../ethanol/ethanol-structures.xyz")
    .withMatrices("fock", matrices("../ethanol/ethanol-saph-ofock.npy"), shells, order = canonical, unit = hartree)
val split = ethanol.split(train = order.copyOfRange(0, train), test = order.copyOfRange(200, 300))

val fock = hamiltonian(shells, reference = "fock")
val rho = density(cutoff(radius.angstrom), basis = gto(nMax = 4, lMax = 4))

val way = pairDensity(cutoff(radius.angstrom), basis = gto(nMax = 4, lMax = 4))

// |rho_j> on the neighbor, put together with the way there and summed: what neighbors tell an atom of theirs. Then once more with the atom's own density.
val told = rho.contract(pca(8)).combine(way, lMax = 4, at = secondAtom).sumNeighbors().contract(pca(16))
val message = rho.contract(pca(8)).combine(told, lMax = 2)

val twoNeighbors = rho.correlate(nu = 2)
val wide = density(cutoff(radius.angstrom), basis = gto(nMax = 6, lMax = 4)).correlate(nu = 2, lMax = 2)

// The same for all: pairs, with one neighbor of either atom.
val fixed = density(cutoff(5.0.angstrom), basis = gto(nMax = 4, lMax = 3))
val pairs = fixed.correlate(nu = 1, centers = 2).contract(pca(150)) join fixed.correlate(nu = perCenter(0, 1), centers = 2).contract(pca(150))

/** Operations of one pass through the features of atoms, for one structure. */
fun operations(plan: Plan): Double {
    val needed = plan.regression.problems.filter { it.key.blockType == null }.map { it.features }.toMutableSet()
    for (step in plan.steps.reversed()) if (step.id in needed) needed += step.inputs
    return plan.steps.filter { it.id in needed }.sumOf { flops(it, plan.counts!!, plan) }.toDouble() / plan.counts!!.structures
}

fun study(name: String, features: FeatureSpec) {
    val started = System.nanoTime()
    val result = experiment(
        name = name,
        model = regression(fock, solver = ridge(alpha = 1e-12..1e0, folds = 2)) {
            onSite from features
            offSite from pairs
        },
        data = split,
        report = listOf(mae(fock), rmse(fock), mae(fock.eigenvalues()), rmse(fock.eigenvalues())),
    ).run()
    val plan = result.splits.single().model?.plan ?: return
    val seconds = (System.nanoTime() - started) * 1e-9
    println("$name: %.2f million operations a structure for features of atoms, %.0f s for everything".format(operations(plan) * 1e-6, seconds))
}

// Equal feature count: as many components of each.
study("two-neighbors", twoNeighbors.contract(pca(components)))
study("message", message.contract(pca(components)))

// Equal cost: more radial functions for two neighbors, and twice the components.
study("two-neighbors-wide", wide.contract(pca(2 * components)))

// What both know, side by side, with as many components together.
study("both", twoNeighbors.contract(pca(components / 2)) join message.contract(pca(components / 2)))
