package ncenter.tests.papers

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeBetween
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import ncenter.angstrom
import ncenter.canonical
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.hamiltonian
import ncenter.io.MatrixFile
import ncenter.matrices
import ncenter.model.evaluate
import ncenter.orbitals
import ncenter.overlap
import ncenter.regression
import ncenter.ridge
import ncenter.structures
import ncenter.structures.RawMatrices
import ncenter.tests.golden
import ncenter.train
import ncenter.withMatrices
import java.nio.file.Path

/** Reference rows of arXiv:2109.12083 that must fail, saturate or succeed in a known way. */
class ControlRowsTest :
    FunSpec({
        test("W6: without neighbors in the pair features the eigenvalues of water stay above 500 meV") {
            val split = Water.data.split(train = 0..99, test = 400..499)
            val rho = density(cutoff(4.0.angstrom), gto(nMax = 6, lMax = 4))
            val model =
                regression(Water.fock, solver = ridge(folds = 2)) {
                    onSite from rho.correlate(nu = 1)
                    offSite from rho.correlate(nu = 0, centers = 2)
                }
            val result = model.compile(split.train).train(split.train).evaluate(split.test)
            result.value("eigenvalues", "rmse") shouldBeGreaterThan 500.0
        }

        test("S3: the overlap of water is learned from the pair density alone") {
            val folder = Path.of("../examples/water-def2")
            val shells = orbitals(folder.resolve("orbs_def2_water.json"))
            val s = MatrixFile.read(folder.resolve("overlap.npy"))
            val data = structures(folder.resolve("../water/water_coords_1000.xyz")).subset(IntArray(300) { it })
            val water = data.withMatrices("overlap", RawMatrices("overlap", List(300) { s.inOrder(canonical).matrix(it) }), shells, canonical)
            val split = water.split(train = 0..199, test = 200..299)
            val rho = density(cutoff(4.0.angstrom), gto(nMax = 8, lMax = 4))
            val model =
                regression(overlap(shells, "overlap"), solver = ridge(folds = 2)) {
                    onSite from rho.correlate(nu = 1)
                    offSite from rho.correlate(nu = 0, centers = 2)
                }
            val result = model.compile(split.train).train(split.train).evaluate(split.test)

            kotlin.math.sqrt(result.value("overlap", "mse/N")) shouldBeLessThan 3e-6
        }

        test("E2b: nu = 1 pairs saturate on ethanol at about 97 meV, however many molecules") {
            val shells = orbitals(golden("ethanol/ethanol-saph-orbs.json"))
            val parts = listOf("000-149", "150-299").map { matrices(golden("ethanol/ethanol-saph-$it.npy")) }
            val squares = parts.flatMap { part -> List(part.count) { part.inOrder(canonical).matrix(it) } }
            val ethanol = structures(golden("ethanol/ethanol-300.xyz")).withMatrices("fock", RawMatrices("ethanol", squares), shells, canonical)
            val split = ethanol.split(train = 0..199, test = 200..299)
            val rho = density(cutoff(5.0.angstrom), gto(nMax = 6, lMax = 4))
            val model =
                regression(hamiltonian(shells, "fock"), solver = ridge(folds = 2)) {
                    onSite from rho.correlate(nu = 2)
                    offSite from rho.correlate(nu = 1, centers = 2)
                }
            val result = model.compile(split.train).train(split.train).evaluate(split.test)

            result.value("eigenvalues", "rmse").shouldBeBetween(85.0, 110.0, 0.0)
        }
    })
