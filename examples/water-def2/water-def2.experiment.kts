// Learns the full RHF/def2-SVP Fock matrix of water in its non-orthogonal basis (24 functions), and the overlap matrix beside it.
// Eigenvalues are those of the predicted Fock matrix with the true overlap.

val shells = orbitals("orbs_def2_water.json")
val overlaps = matrices("overlap.npy")

val water =
    structures("../water/water_coords_1000.xyz")
        .withMatrices("fock", matrices("fock.npy"), shells, order = canonical, unit = hartree, overlap = overlaps)
        .withMatrices("overlap", overlaps, shells, order = canonical)

val rho = density(cutoff(4.0.angstrom), basis = gto(nMax = 6, lMax = 5))
val split = water.split(train = 0..499, test = 500..999)

val fock = hamiltonian(shells, reference = "fock")
val fockModel = regression(fock, solver = ridge(folds = 2)) {
    onSite from rho.correlate(nu = 2)
    offSite from rho.correlate(nu = 1, centers = 2)
}
experiment("water-def2", fockModel, split, report = listOf(learningCurve(125), mae(fock), rmse(fock.eigenvalues()), mae(fock.eigenvalues()))).run()

// The overlap of two functions does not depend on other atoms: no neighbors are needed.
val overlap = overlap(shells, reference = "overlap")
val overlapModel = regression(overlap, solver = ridge(folds = 2)) {
    onSite from rho.correlate(nu = 1)
    offSite from rho.correlate(nu = 0, centers = 2)
}
experiment("overlap", overlapModel, split, report = listOf(learningCurve(125), rmse(overlap), mae(overlap))).run()
