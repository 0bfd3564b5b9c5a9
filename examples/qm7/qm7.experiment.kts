// Learns RHF/STO-3G Fock matrices of molecules of different size and composition (C, H, N, O) and tests on molecules it has not seen.

val shells = orbitals("ao_order_sto3g.json")

val molecules =
    structures("structures.xyz")
        .withMatrices("fock", matrices("sto3g.npz", "F"), shells, order = pyscf, unit = hartree, overlap = matrices("sto3g.npz", "S"))

// Virtual levels are read off S^-1/2 F S^-1/2: errors of F itself grow with the inverse of S on their way to them.
val images = stretched(gaussians("sto3g-gaussians.json"), setting("occupied", 0.0), setting("virtual", -0.5), electrons = mapOf(H to 1, C to 6, N to 7, O to 8))

val fock = hamiltonian(shells, reference = "fock", learnedAs = images)
val rho = density(cutoff(4.0.angstrom), basis = gto(nMax = 4, lMax = 3))

val model = regression(fock) {
    onSite from rho.correlate(nu = 2)
    offSite from rho.correlate(nu = 1, centers = 2)
}

// The file is sorted by size: every fifth molecule is tested, and the others are taken in leaps, so that small training sets span all sizes.
val test = IntArray(20) { 5 * it + 4 }
val others = (0..99).filter { it !in test }

experiment(
    name = "qm7",
    model = model,
    data = molecules.split(train = IntArray(80) { others[it * 27 % 80] }, test = test),
    report = listOf(learningCurve(10, 20, 40), mae(fock), rmse(fock.eigenvalues()), mae(fock.eigenvalues())),
).run()
