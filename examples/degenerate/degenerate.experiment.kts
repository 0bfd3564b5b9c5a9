// B8 clusters (arXiv:2302.14770) that correlations of up to three neighbors cannot tell apart: the audit finds them, a regression fails on them.
import ncenter.degenerate.Families
import ncenter.spec.features.FeatureSpec
import ncenter.structures.Dataset
import ncenter.structures.Structure
import kotlin.math.pow
import kotlin.math.sqrt

val rho = density(cutoff(2.5.angstrom), basis = gto(nMax = 2, lMax = 3), shape = gaussian(0.2.angstrom))

/** All scalars of order nu on the central atom, then their principal components. */
fun scalars(nu: Int, components: Int): FeatureSpec =
    rho.correlate(nu - 1, contract = pca(components)).combine(rho, lMax = 0).only(center = C).contract(pca(components))

/** The scalars, and all products of two of them: only so do pseudoscalars (sigma = -1) say something about an energy. */
fun withProducts(nu: Int, components: Int): FeatureSpec = scalars(nu, components).let { it join it.combine(it, lMax = 0) }

/** Unit vectors to the neighbors of atom 0. */
fun directions(structure: Structure): List<DoubleArray> = (1 until structure.size).map { j ->
    val r = DoubleArray(3) { structure.position(j, it) - structure.position(0, it) }
    val norm = sqrt(r.sumOf { it * it })
    DoubleArray(3) { r[it] / norm }
}

fun dot(a: DoubleArray, b: DoubleArray) = a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

fun triple(a: DoubleArray, b: DoubleArray, c: DoubleArray) =
    a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0])

/** The square of a chirality: of the sum over i, j, k, l of (u_i, u_j, u_k) (u_j u_l) (u_k u_l)^2, four neighbors at a time. */
fun energy(structure: Structure): Double {
    val u = directions(structure)
    var sum = 0.0
    for (i in u) for (j in u) for (k in u) for (l in u) sum += triple(i, j, k) * dot(j, l) * dot(k, l).pow(2)
    return sum * sum
}

val components = setting("components", 30)
val training = setting("train", 600)
val orders = setting("nu", "2 3 4").split(" ").map { it.toInt() }

// What three densities of one atom miss, and what would not.
audit(rho.correlate(nu = 2).combine(rho, lMax = 0))

// The center is called C, so that features of the other atoms, which see the difference, can be left out.
val clusters = Families.b8(training + 200).flatMap { it.pair(type = 5, center = 6).run { listOf(first, second) } }
val pairs = Dataset(clusters).withProperty("energy", clusters.map(::energy).toDoubleArray())
val split = pairs.split(train = 0 until 2 * training, test = 2 * training until 2 * training + 400)

fun study(name: String, features: FeatureSpec) = experiment(
    name = name,
    model = regression(property("energy"), features),
    data = split,
    report = listOf(pairErrors(property("energy"))),
).run()

for (nu in orders) study(if (nu == 4) "degenerate" else "nu=$nu", withProducts(nu, components))
if (4 in orders) study("nu=4 without products", scalars(4, components))
