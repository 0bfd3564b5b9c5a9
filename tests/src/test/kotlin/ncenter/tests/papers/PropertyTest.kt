package ncenter.tests.papers

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import ncenter.angstrom
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.gto
import ncenter.kernels.math.Rotations
import ncenter.model.evaluate
import ncenter.model.load
import ncenter.model.save
import ncenter.property
import ncenter.regression
import ncenter.structures.rotated
import ncenter.tests.inFolder
import ncenter.tests.symmetry.rotation
import ncenter.train
import kotlin.math.abs

/** Properties of the shipped water molecules: an invariant summed over atoms, and a vector. */
class PropertyTest :
    FunSpec({
        val rho = density(cutoff(4.0.angstrom), gto(nMax = 6, lMax = 4))

        test("the energy of water is learned to a hundredth of its spread from 200 molecules") {
            val split = Water.data.split(train = 0..199, test = 400..499)
            val model = regression(property("potential"), rho.correlate(nu = 2)).compile(split.train).train(split.train)
            model.evaluate(split.test).value("potential", "relative rmse") shouldBeLessThan 0.01
            inFolder { folder ->
                model.save(folder.resolve("energy.ncenter"))
                Engine(threads = 1).use { engine ->
                    val loaded = engine.load(folder.resolve("energy.ncenter"))
                    abs(loaded.predict(split.test[0]).values[0] - model.predict(split.test[0]).values[0]) shouldBeLessThan 1e-300
                }
            }
        }

        test("the dipole of water is learned as a vector y, z, x, and turns with the molecule") {
            // The file keeps x, y, z.
            val dipoles = Water.data.structures.map { it.numbers("mu").let { mu -> doubleArrayOf(mu[1], mu[2], mu[0]) } }
            val split = Water.data.withProperty("dipole", dipoles).split(train = 0..199, test = 400..499)
            val model = regression(property("dipole", lambda = 1), rho.correlate(nu = 2)).compile(split.train).train(split.train)
            model.evaluate(split.test).value("dipole", "relative rmse") shouldBeLessThan 0.02
            val r = rotation(4)
            val before = model.predict(split.test[3]).values
            val after = model.predict(split.test[3].rotated(r)).values
            val d = Rotations.wignerD(1, r)
            for (m in 0..2) abs(after[m] - (0..2).sumOf { d[3 * m + it] * before[it] }) shouldBeLessThan 1e-10
        }
    })
