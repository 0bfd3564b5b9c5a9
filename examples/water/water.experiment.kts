// Learns the projected Hamiltonian of water (arXiv:2109.12083) from 40 and from 400 molecules, and tests on molecules it has not seen.

val water =
    structures("water_coords_1000.xyz")
        .withMatrices("fock", matrices("water_saph_orthogonal.npy"), orbitals("water_orbs.json"), order = canonical, unit = hartree)

val fock = hamiltonian(orbitals("water_orbs.json"), reference = "fock")
val rho = density(cutoff(4.0.angstrom), basis = gto(nMax = 8, lMax = 6))

val model = regression(fock, solver = ridge(folds = 2)) {
    onSite from rho.correlate(nu = 2)
    offSite from rho.correlate(nu = 1, centers = 2)
}

// All splits, or those named as in: ncenter run water.experiment.kts --set splits=W1
val splits = setting("splits", "W1 W3").split(" ")

experiment(
    name = "water",
    model = model,
    data = listOf(
        "W1" to water.split(train = 0..39, test = 40..49),
        "W3" to water.split(train = 0..399, test = 400..599),
    ).filter { it.first in splits },
    report = listOf(learningCurve(50, 100, 200), rmse(fock.eigenvalues()), mae(fock.eigenvalues()), mae(fock)),
).run()
