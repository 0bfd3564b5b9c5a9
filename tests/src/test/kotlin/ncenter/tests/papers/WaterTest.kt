package ncenter.tests.papers

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import ncenter.angstrom
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.model.evaluate
import ncenter.regression
import ncenter.ridge
import ncenter.train

/** Water rows W1 (authors' notebook of arXiv:2109.12083) and W3 (independent reference), through the public words. */
class WaterTest :
    FunSpec({
        val rho = density(cutoff(4.0.angstrom), gto(nMax = 8, lMax = 6))
        val model =
            regression(Water.fock, solver = ridge(folds = 2)) {
                onSite from rho.correlate(nu = 2)
                offSite from rho.correlate(nu = 1, centers = 2)
            }

        test("W1: 40 training molecules give smaller errors than the authors' notebook") {
            val split = Water.data.split(train = 0..39, test = 40..49)
            val result = model.compile(split.train).train(split.train).evaluate(split.test)
            result.value("eigenvalues", "rmse") shouldBeLessThan 1.96
            result.value("fock", "mse/N") shouldBeLessThan 1.0765e-8
        }

        test("W3: 400 training molecules reach 0.6 meV and 3 microhartree") {
            val split = Water.data.split(train = 0..399, test = 400..599)
            val result = model.compile(split.train).train(split.train).evaluate(split.test)
            result.value("eigenvalues", "rmse") shouldBeLessThan 0.6
            result.value("fock", "mae") shouldBeLessThan 3e-6
        }
    })
