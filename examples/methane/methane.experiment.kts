// Energies of random CH4 configurations from correlations of up to four neighbor densities, screened, purified and contracted
// order by order (arXiv:2007.03407): a learning curve, and once more without the labels that are hard to be sure of.

val methane = structures("random_ch4.xyz")
val energy = property("energy")

val rho = density(cutoff(6.3.angstrom), basis = gto(nMax = 5, lMax = 5), shape = gaussian(0.4.angstrom))
val orders = rho.correlate(
    nu = 1..4,
    contract = pca(setting("components", 60), invariants = setting("invariants", 250), structures = 300),
    screen = top(setting("pairs", 1000)),
    purify = true,
)

// Three starting guesses of the self-consistent calculation ended apart by so much (hartree): the label may be a higher state.
val sure = methane.structures.indices.filter { methane[it].number("guess_spread") <= 1e-5 }

experiment(
    name = "methane",
    model = regression(energy, orders, solver = ridge(alpha = 1e-14..1e-2, folds = 4)),
    data = listOf(
        "all" to methane.split(train = 0..2399, test = 2400..2999),
        "sure" to methane.split(train = sure.filter { it < 2400 }.toIntArray(), test = sure.filter { it >= 2400 }.toIntArray()),
    ),
    report = listOf(learningCurve(150, 300, 600, 1200), relativeRmse(energy), rmse(energy)),
).run()
