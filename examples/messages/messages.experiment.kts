// Does an atom learn more from two of its own neighbors, nu = 2, or from a neighbor of a neighbor, rho_i^[1<-1]? Ethanol, at equal feature count
// and at equal cost (arXiv:2202.01566).

import ncenter.spec.features.FeatureSpec

val radius = setting("cutoff", 3.0)
val components = setting("components", 200)
val train = setting("train", 200)

val shells = orbitals("../ethanol/ethanol-saph-orbs.json")
val order = indices("../ethanol/permutation_rng7.npy")
val ethanol = structures("../ethanol/ethanol-structures.xyz")
    .withMatrices("fock", matrices("../ethanol/ethanol-saph-ofock.npy"), shells, order = canonical, unit = hartree)
val split = ethanol.split(train = order.copyOfRange(0, train), test = order.copyOfRange(200, 300))

val fock = hamiltonian(shells, reference = "fock")
val rho = density(cutoff(radius.angstrom), basis = gto(nMax = 4, lMax = 4))

val way = pairDensity(cutoff(radius.angstrom), basis = gto(nMax = 4, lMax = 4))

// |rho_j> on the neighbor, put together with the way there and summed: what neighbors tell an atom of theirs.
val told = rho.contract(pca(12)).combine(way, lMax = 4, at = secondAtom).sumNeighbors().contract(pca(24))

val twoNeighbors = rho.correlate(nu = 2)
val message = rho.combine(told, lMax = 2)
val threeNeighbors = rho.contract(pca(24)).combine(rho.correlate(nu = 2, lMax = 4).contract(pca(24)), lMax = 2)

val fixed = density(cutoff(5.0.angstrom), basis = gto(nMax = 4, lMax = 3))

fun study(name: String, features: FeatureSpec) = experiment(
    name = "messages/$name",
    model = regression(fock, solver = ridge(alpha = 1e-12..1e0, folds = 2)) {
        onSite from features
        offSite from fixed.correlate(nu = 1, centers = 2).contract(pca(100))
    },
    data = split,
    report = listOf(mae(fock), rmse(fock), mae(fock.eigenvalues()), rmse(fock.eigenvalues())),
).run()

// Equal feature count: as many components of each.
study("nu2", twoNeighbors.contract(pca(components)))
study("message", message.contract(pca(components)))

// Equal cost: one more neighbor of the same atom, its products contracted like those of the message.
study("nu3", threeNeighbors.contract(pca(components)))

// What both know, side by side.
study("both", twoNeighbors.contract(pca(components / 2)) join message.contract(pca(components / 2)))
