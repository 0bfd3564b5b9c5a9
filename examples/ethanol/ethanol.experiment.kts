// Learns the projected Hamiltonian of ethanol: nine atoms, for which one neighbor per pair is not enough (arXiv:2109.12083, arXiv:2202.01566).

val shells = orbitals("ethanol-saph-orbs.json")
val order = indices("permutation_rng7.npy")

val ethanol =
    structures("ethanol-structures.xyz")
        .withMatrices("fock", matrices("ethanol-saph-ofock.npy"), shells, order = canonical, unit = hartree)

// Occupied levels are read off S^1/2 H S^1/2, virtual ones off S^-1/4 H S^-1/4: errors of either image harm the other levels more.
val basis = gaussians("ethanol-def2svp-gaussians.json")
val images = stretched(basis, setting("occupied", 0.5), setting("virtual", -0.25), electrons = mapOf(H to 1, C to 4, O to 6))

// What neutral atoms put together would have is not learned but computed: their Fock matrix, projected as the reference was.
val atoms =
    superposedAtoms(basis, H to "1s1", C to "1s2 2s2 2p2", O to "1s2 2s2 2p4", filled = gaussians("sto3g-gaussians.json"))
        .transformed(saph(shells, C to 1, O to 1))

val fock = hamiltonian(shells, reference = "fock", learnedAs = images, relativeTo = atoms.takeIf { setting("start", "atoms") == "atoms" })
val rho = density(cutoff(5.0.angstrom), basis = gto(nMax = 4, lMax = 4))

// Pairs see two neighbors of either atom, or one of each; what is multiplied once more is contracted first.
val few = rho.contract(pca(setting("few", 10)))
val more = pca(setting("more", 24))
val nearFirst = rho.correlate(nu = 1, centers = 2)
val nearSecond = rho.correlate(nu = perCenter(0, 1), centers = 2)

val pairs =
    rho.correlate(nu = 0, centers = 2) join nearFirst join nearSecond join
        few.combine(nearSecond.contract(more), lMax = 2) join
        few.combine(nearFirst.contract(more), lMax = 2) join
        few.combine(nearSecond.contract(more), lMax = 2, at = secondAtom)
val single = rho join rho.correlate(nu = 2) join few.combine(rho.correlate(nu = 2).contract(more), lMax = 2)

// The linear kernel of these features times a Gaussian of the invariants; active = 1200 keeps that many samples of each block as its points.
val solver =
    kernelRidge(
        gaussianKernel(length = 8.0),
        alpha = setting("smallest", 1e-8)..setting("largest", 1e-2),
        active = setting("active", 0).takeIf { it > 0 },
    )

val model = regression(fock, solver, unlikePairs = firstOnly) {
    onSite from single
    offSite from pairs
}

// The splits of this set, or those named as in: ncenter run ethanol.experiment.kts --set splits=T800 (README.md says with which settings)
val splits = setting("splits", "T200").split(" ")

experiment(
    name = "ethanol",
    model = model,
    data = listOf(
        "T200" to ethanol.split(train = order.copyOfRange(0, 200), test = order.copyOfRange(200, 300)),
        "T400" to ethanol.split(train = order.copyOfRange(0, 400), test = order.copyOfRange(800, 1000)),
        "T800" to ethanol.split(train = order.copyOfRange(0, 800), test = order.copyOfRange(800, 1000)),
    ).filter { it.first in splits },
    report = (if ("T200" in splits) listOf(learningCurve(50, 100)) else emptyList()) + listOf(rmse(fock.eigenvalues()), mae(fock.eigenvalues()), mae(fock)),
).run()
