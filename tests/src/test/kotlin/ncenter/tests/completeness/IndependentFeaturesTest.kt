package ncenter.tests.completeness

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.angstrom
import ncenter.compile
import ncenter.compute
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.explain
import ncenter.fit
import ncenter.gto
import ncenter.model.load
import ncenter.model.save
import ncenter.only
import ncenter.pca
import ncenter.plan.FeatureStep
import ncenter.plan.IndependentStep
import ncenter.plan.ProductStep
import ncenter.plan.characters.independentEquivariants
import ncenter.plan.flops
import ncenter.plan.outputBytes
import ncenter.plan.rules.featureSteps
import ncenter.property
import ncenter.regression
import ncenter.ridge
import ncenter.spec.features.Gto
import ncenter.structures.Dataset
import ncenter.structures.Schema
import ncenter.tests.inFolder
import ncenter.tests.plans.shouldEqualGolden
import ncenter.tests.refused
import ncenter.tests.symmetry.molecule
import ncenter.tests.symmetry.size
import ncenter.train
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.HexFormat
import java.util.zip.ZipEntry
import java.util.zip.ZipFile
import java.util.zip.ZipOutputStream
import kotlin.math.abs

/** `correlate(nu, independent = true)`: as many properties as there are equivariants, the span of all, and the model of all. */
class IndependentFeaturesTest :
    FunSpec({
        fun rho(basis: Gto) = density(cutoff(4.0.angstrom), basis)
        val carbon = List(40) { molecule(100L + it, 6, 6, 6, 6, 6, 6) }

        for ((basis, nu, elements) in listOf(Triple(gto(2, 2), 3, 1), Triple(gto(7, 1), 3, 1), Triple(gto(1, 2), 5, 1), Triple(gto(1, 3), 4, 1), Triple(gto(1, 1), 4, 2), Triple(gto(2, 2), 4, 1))) {
            test("$basis, nu = $nu, $elements elements: the properties are as many as the characters say, independent, and span the rest") {
                val types = listOf(6, 8).take(elements)
                val fitted = rho(basis).correlate(nu, independent = true).fit(listOf(molecule(1, *types.toIntArray())))
                val steps = featureSteps(rho(basis).correlate(nu, independent = true), types)
                val all = featureSteps(rho(basis).correlate(nu), types)
                for (block in (steps.last() as FeatureStep).blocks.filter { it.key.types == listOf(6) }) {
                    withClue(block.key) {
                        val count = independentEquivariants(basis.nMax * elements, basis.lMax, nu, block.key.lambda, block.key.sigma).toInt()
                        block.q shouldBe count
                        val samples = 2 * count / block.key.components + 20
                        val kept = randomFeatures(steps, samples, seed = 5, fitted.fitted.columns).block(block.key.row)
                        val rows = kept.samples.size * kept.componentSize
                        rank(kept.values, rows, count).rank shouldBe count
                        if (basis.nMax * nu > 7) return@withClue
                        val whole = randomFeatures(all, samples, seed = 5).block(block.key.row)
                        val q = whole.properties.size
                        val both = DoubleArray(rows * (q + count)) { k ->
                            val (row, c) = k / (q + count) to k % (q + count)
                            if (c < q) whole.values[row * q + c] else kept.values[row * count + c - q]
                        }
                        rank(both, rows, q + count).let {
                            it.rank shouldBe count
                            it.gap shouldBeGreaterThan 1e4
                        }
                    }
                }
            }
        }

        test("the published counts of gto(7, 1), nu = 3, and the columns they are chosen from") {
            val step = featureSteps(rho(gto(7, 1)).correlate(nu = 3, independent = true), listOf(6)).last() as IndependentStep
            step.blocks.map { it.q } shouldBe listOf(280, 35, 392, 147)
            step.blocks.forEach { it.q shouldBeLessThan it.columns }
        }

        test("two densities have nothing to leave out and stay a product") {
            featureSteps(rho(gto(3, 2)).correlate(nu = 2, independent = true), listOf(1, 6)).last().let { (it is ProductStep) shouldBe true }
        }

        test("of structures, what is kept are columns of the whole product with their labels, and everything else is a combination of them") {
            val features = rho(gto(1, 2))
            val kept = features.correlate(nu = 3, independent = true).compute(carbon)
            val whole = features.correlate(nu = 3).compute(carbon)
            for (k in kept.blocks.indices) {
                val part = kept.blocks[k]
                val all = whole.block(kept.keys.row(k))
                part.properties.names shouldBe all.properties.names
                val columns = (0 until part.properties.size).map { all.properties.indexOf(part.properties.row(it)) }
                columns.zipWithNext().all { (a, b) -> a < b } shouldBe true
                val rows = part.samples.size * part.componentSize
                for (r in 0 until rows) {
                    for ((c, column) in columns.withIndex()) {
                        abs(part.values[r * columns.size + c] - all.values[r * all.properties.size + column]) shouldBeLessThan 1e-13 * size(all)
                    }
                }
                withClue(kept.keys.row(k)) { unexplained(all.values, part.values, rows, all.properties.size, columns.size) shouldBeLessThan 1e-9 }
            }
        }

        test("a ridge fit of negligible strength predicts the same with and without") {
            val energies = DoubleArray(carbon.size) { s -> (0 until 18).sumOf { carbon[s].positions[it] * carbon[s].positions[(it + 1) % 18] } }
            val data = Dataset(carbon).withProperty("energy", energies)
            val structures = List(5) { molecule(900L + it, 6, 6, 6, 6, 6, 6) }
            val (without, with) = listOf(false, true).map { independent ->
                val features = rho(gto(1, 1)).correlate(nu = 4, independent = independent).only(lambda = 0, sigma = 1)
                val model = regression(property("energy"), features, ridge(1e-14)).compile(data).train(data)
                model.weightCount to structures.map { model.predict(it).values[0] }
            }
            with.first shouldBe 3
            with.first shouldBeLessThan without.first
            for (s in structures.indices) abs(with.second[s] - without.second[s]) shouldBeLessThan 1e-8 * abs(without.second[s])
        }

        test("the plan shows columns, spans and less work") {
            val data = Dataset(carbon).withProperty("energy", DoubleArray(carbon.size) { it.toDouble() })
            fun plan(independent: Boolean) = Engine(threads = 1, memoryBytes = 1_000_000_000).use {
                it.compile(regression(property("energy"), rho(gto(3, 1)).correlate(nu = 4, independent = independent)), data)
            }
            val (before, after) = plan(false) to plan(true)
            shouldEqualGolden(after.explain() + "\n", "independent.txt")
            after.steps.sumOf { flops(it, after.counts!!, after) } shouldBeLessThan before.steps.sumOf { flops(it, before.counts!!, before) }
            after.steps.sumOf { outputBytes(it, after.counts!!, after) } shouldBeLessThan before.steps.sumOf { outputBytes(it, before.counts!!, before) }
            val schema = Schema(listOf(6), periodic = false, references = emptyList(), maxAtoms = 4)
            val shown = regression(property("dipole", lambda = 1), rho(gto(7, 1)).correlate(nu = 3, independent = true)).compile(schema).explain()
            shown shouldContain Regex("\\(1,\\+1\\): [0-9 ]+ columns -> 392")
            shown shouldContain "(1,+1): 392/392"
        }

        test("a model keeps its columns in the file and predicts the same bits") {
            val data = Dataset(carbon).withProperty("energy", DoubleArray(carbon.size) { carbon[it].positions[0] })
            val model = regression(property("energy"), rho(gto(1, 2)).correlate(nu = 3, independent = true), ridge(1e-8)).compile(data).train(data)
            val other = molecule(77, 6, 6, 6, 6)
            inFolder { folder ->
                model.save(folder.resolve("m.ncenter"))
                Engine(threads = 1).use { it.load(folder.resolve("m.ncenter")).predict(other).values.toList() shouldBe model.predict(other).values.toList() }
            }
        }

        test("columns in a file that do not fit the plan are refused") {
            val data = Dataset(carbon).withProperty("energy", DoubleArray(carbon.size) { carbon[it].positions[0] })
            val model = regression(property("energy"), rho(gto(1, 2)).correlate(nu = 3, independent = true), ridge(1e-8)).compile(data).train(data)
            inFolder { folder ->
                val file = folder.resolve("m.ncenter")
                model.save(file)
                Engine(threads = 1).use { engine ->
                    for (wrong in listOf(-1L, 9_999L)) {
                        val damaged = folder.resolve("damaged.ncenter")
                        Files.write(damaged, withFirstColumn(file, wrong))
                        refused { engine.load(damaged) } shouldContain Regex("load: [0-9]+ ascending numbers below [0-9]+ were expected for .*, got shape \\[1, [0-9]+] with \\[$wrong, ")
                    }
                }
            }
        }

        test("what cannot be exact is refused") {
            refused { rho(gto(2, 2)).correlate(nu = 3, lMax = 1, independent = true) } shouldBe
                "correlate: independent needs an lMax of at least 2 as the density has, got lMax=1; write correlate(nu = 3, independent = true).only(lambda = ...)"
            refused { rho(gto(2, 2)).correlate(nu = 3, contract = pca(3), independent = true) } shouldContain "correlate: independent or contract was expected, got both"
            "${rho(gto(2, 2)).correlate(nu = 3, independent = true)}" shouldContain ", independent = true)"
        }
    })

/** The model [file] with another number in the first table of kept columns, and the checksum that belongs to it. */
private fun withFirstColumn(file: Path, number: Long): ByteArray {
    val entries = ZipFile(file.toFile()).use { zip -> zip.entries().asSequence().associate { it.name to zip.getInputStream(it).readBytes() } }.toMutableMap()
    val name = Regex("\"columns\": \\[\\s*\\{[^}]*\"array\": \"([^\"]+)\"").find(entries.getValue("model.json").decodeToString())!!.groupValues[1]
    val old = entries.getValue(name)
    val count = Regex("'shape': \\(1, ([0-9]+)\\)").find(old.decodeToString(0, 120))!!.groupValues[1].toInt()
    val changed = old.copyOf()
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(old.size - 8 * count, number)
    entries[name] = changed
    fun sum(bytes: ByteArray) = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
    entries["manifest.json"] = entries.getValue("manifest.json").decodeToString().replace(Regex("(\"$name\": \")[0-9a-f]+"), "$1${sum(changed)}").toByteArray()
    val out = ByteArrayOutputStream()
    ZipOutputStream(out).use { zip ->
        for ((entry, bytes) in entries) {
            zip.putNextEntry(ZipEntry(entry))
            zip.write(bytes)
            zip.closeEntry()
        }
    }
    return out.toByteArray()
}

/** Largest part of a column of [all] that the columns of [part] do not explain, relative to the largest column. */
private fun unexplained(all: DoubleArray, part: DoubleArray, rows: Int, q: Int, count: Int): Double {
    val la = ncenter.kernels.linalg.LinearAlgebras.preferred()
    val k = minOf(rows, count)
    val (u, s, vt) = listOf(DoubleArray(rows * k), DoubleArray(k), DoubleArray(k * count))
    la.svd(rows, count, part, u, s, vt)
    val rank = s.count { it > 1e-13 * s[0] }
    val norms = (0 until q).map { c ->
        val column = DoubleArray(rows) { all[it * q + c] }
        val size = kotlin.math.sqrt(column.sumOf { it * it })
        for (p in 0 until rank) {
            val overlap = (0 until rows).sumOf { u[it * k + p] * column[it] }
            for (r in 0 until rows) column[r] -= overlap * u[r * k + p]
        }
        kotlin.math.sqrt(column.sumOf { it * it }) to size
    }
    return norms.maxOf { it.first } / norms.maxOf { it.second }
}
