// Learns RHF/STO-3G Fock matrices of molecules of different size and composition (C, H, N, O) and tests on molecules it has not seen.

val shells = orbitals("ao_order_sto3g.json")
val basis = gaussians("sto3g-gaussians.json")

val molecules =
    structures("structures.xyz")
        .withMatrices("fock", matrices("sto3g.npz", "F"), shells, order = pyscf, unit = hartree, overlap = matrices("sto3g.npz", "S"))

// What neutral atoms put together would have is not learned but computed; how charge moves between them can be read off it.
val atoms = superposedAtoms(basis, H to "1s1", C to "1s2 2s2 2p2", N to "1s2 2s2 2p3", O to "1s2 2s2 2p4")

// Virtual levels are read off S^p F S^p with p < 0: errors of F itself grow with the inverse of S on their way to them.
val images = stretched(basis, setting("occupied", -0.25), setting("virtual", -0.5), electrons = mapOf(H to 1, C to 6, N to 7, O to 8))

// For comparison, as in arXiv:2109.12083: F itself from densities alone (ncenter run qm7.experiment.kts --set model=densities).
val densities = setting("model", "atoms") == "densities"

val fock = if (densities) hamiltonian(shells, reference = "fock") else hamiltonian(shells, reference = "fock", learnedAs = images, relativeTo = atoms)

val reach = cutoff(setting("cutoff", if (densities) 4.0 else 6.0).angstrom)
val rho = density(reach, basis = gto(nMax = 4, lMax = 3))
val neighbor = pairDensity(reach, basis = gto(nMax = 4, lMax = 3))
val charge = densityMatrix(atoms)
val bond = densityMatrix(atoms, reach)

val fromDensities = regression(fock) {
    onSite from rho.correlate(nu = 2)
    offSite from rho.correlate(nu = 1, centers = 2)
}

val fromAtoms = regression(fock, kernelRidge(gaussianKernel(length = setting("length", 8.0)), alpha = 1e-9..1e-2)) {
    onSite from (charge join
        charge.combine(neighbor, lMax = 2, at = secondAtom).sumNeighbors() join
        bond.combine(neighbor, lMax = 2).sumNeighbors())
    offSite from (overlapMatrix(atoms, reach) join
        bond.combine(neighbor, lMax = 2) join
        charge.combine(neighbor, lMax = 2) join
        charge.combine(neighbor, lMax = 2, at = secondAtom) join
        rho.correlate(nu = 1, centers = 2) join
        rho.correlate(nu = perCenter(0, 1), centers = 2))
}

// The file is sorted by size: every fifth molecule is tested, and the others are taken in leaps, so that small training sets span all sizes.
val test = IntArray(20) { 5 * it + 4 }
val others = (0..99).filter { it !in test }

experiment(
    name = "qm7",
    model = if (densities) fromDensities else fromAtoms,
    data = molecules.split(train = IntArray(80) { others[it * 27 % 80] }, test = test),
    report = listOf(learningCurve(10, 20, 40), mae(fock), rmse(fock.eigenvalues()), mae(fock.eigenvalues())),
).run()
