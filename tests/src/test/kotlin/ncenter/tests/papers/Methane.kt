package ncenter.tests.papers

import ncenter.angstrom
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gaussian
import ncenter.gto
import ncenter.pca
import ncenter.property
import ncenter.regression
import ncenter.ridge
import ncenter.spec.models.RegressionSpec
import ncenter.structures
import ncenter.structures.Dataset
import ncenter.top
import java.nio.file.Path

/** The shipped random CH4 configurations with their energies. */
object Methane {
    val data: Dataset by lazy { structures(Path.of("../examples/methane/random_ch4.xyz")) }

    /** Energies from screened correlations of orders 1 to 4. */
    fun model(components: Int, invariants: Int, pairs: Int, folds: Int = 4): RegressionSpec {
        val rho = density(cutoff(6.3.angstrom), gto(nMax = 5, lMax = 5), gaussian(0.4.angstrom))
        val contract = pca(components, invariants, structures = 300)
        return regression(
            property("energy"),
            rho.correlate(nu = 1..4, contract = contract, screen = top(pairs), purify = true),
            ridge(alpha = 1e-14..1e-2, folds = folds),
        )
    }
}
