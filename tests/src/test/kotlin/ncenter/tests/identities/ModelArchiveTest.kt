package ncenter.tests.identities

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.angstrom
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.gto
import ncenter.model.TrainedModel
import ncenter.model.load
import ncenter.model.save
import ncenter.pca
import ncenter.regression
import ncenter.ridge
import ncenter.structures.Structure
import ncenter.tests.inFolder
import ncenter.tests.papers.Water
import ncenter.tests.refused
import ncenter.train
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import java.util.zip.ZipFile
import kotlin.math.abs

/** A model read back is the model that was written, and nothing else is accepted. */
class ModelArchiveTest :
    FunSpec({
        val rho = density(cutoff(3.0.angstrom), gto(nMax = 3, lMax = 2))
        val spec =
            regression(Water.fock, solver = ridge(folds = 2)) {
                onSite from rho.correlate(nu = 2, contract = pca(20))
                offSite from rho.correlate(nu = 1, centers = 2)
            }
        val data = Water.data.subset(IntArray(30) { 7 * it })
        val model: TrainedModel by lazy { spec.compile(data).train(data) }
        val other = Water.data[500]

        test("predictions of a model that was saved and loaded are the same bits") {
            inFolder { folder ->
                val file = folder.resolve("water.ncenter")
                model.save(file)
                Engine(threads = 2).use { engine ->
                    val loaded = engine.load(file)
                    loaded.predict(other).values.toList() shouldBe model.predict(other).values.toList()
                    loaded.spec shouldBe model.spec
                    loaded.provenance shouldBe model.provenance
                    loaded.isOrthonormal shouldBe true
                }
            }
        }

        test("saving twice gives the same bytes, and leaves no other file behind") {
            inFolder { folder ->
                model.save(folder.resolve("a.ncenter"))
                model.save(folder.resolve("b.ncenter"))
                Files.mismatch(folder.resolve("a.ncenter"), folder.resolve("b.ncenter")) shouldBe -1L
                Files.list(folder).use { it.count() } shouldBe 2
            }
        }

        test("entries are JSON, text and npy arrays only") {
            inFolder { folder ->
                model.save(folder.resolve("a.ncenter"))
                ZipFile(folder.resolve("a.ncenter").toFile()).use { zip ->
                    zip
                        .entries()
                        .asSequence()
                        .map { it.name.substringAfterLast('.') }
                        .toSet() shouldBe setOf("json", "txt", "npy")
                }
            }
        }

        test("eight threads predict at once and get the same bits") {
            val pool = Executors.newFixedThreadPool(8)
            val results = pool.invokeAll(List(24) { Callable { model.predict(other).values.toList() } }).map { it.get() }
            pool.shutdown()
            results.distinct().size shouldBe 1
        }

        test("a stream gives the predictions of single structures, in order") {
            val some = Water.data.structures.subList(100, 175)
            val stream = model.predict(some.asSequence()).map { it.values.toList() }.toList()
            stream.size shouldBe 75
            for (k in listOf(0, 40, 74)) {
                val single = model.predict(some[k]).values
                single.indices.forEach { abs(stream[k][it] - single[it]) shouldBeLessThan 1e-13 }
            }
        }

        test("a damaged, cut, foreign or missing file is refused by name") {
            inFolder { folder ->
                val file = folder.resolve("a.ncenter")
                model.save(file)
                val bytes = Files.readAllBytes(file)
                Engine(threads = 1).use { engine ->
                    fun loading(
                        name: String,
                        content: ByteArray,
                    ) = refused { engine.load(folder.resolve(name).also { Files.write(it, content) }) }
                    loading("cut.ncenter", bytes.copyOf(bytes.size / 2)) shouldContain "load: a model written by ncenter was expected, got cut.ncenter"
                    loading("text.ncenter", "hello".toByteArray()) shouldContain "load: a model written by ncenter was expected, got text.ncenter"
                    refused { engine.load(folder.resolve("none.ncenter")) } shouldContain "which is no file; check the name"
                    loading("flipped.ncenter", flipped(file)) shouldContain "the checksum of arrays/0.npy in flipped.ncenter is wrong; the file is damaged, copy it again"
                    loading("new.ncenter", rewritten(file, "manifest.json") { it.replace("\"version\": 1", "\"version\": 9") }) shouldBe
                        "load: model file version 1 was expected, got 9 in new.ncenter; read it with the version of ncenter that wrote it"
                }
            }
        }

        test("structures outside the schema are refused with structure and atom") {
            val ethanol = Structure(intArrayOf(8, 6), doubleArrayOf(0.0, 0.0, 0.0, 1.4, 0.0, 0.0))
            refused { model.predict(ethanol) } shouldBe
                "predict: elements [H, O] were expected, got C (structure 0, atom 1); train the model on structures with C"
            val crystal = Structure(intArrayOf(8), DoubleArray(3), DoubleArray(9) { if (it % 4 == 0) 9.0 else 0.0 })
            refused { model.predict(crystal) } shouldBe
                "predict: structures without periodic axes were expected, got a periodic cell (structure 0); the model was trained on such structures only"
            val peroxide = Structure(intArrayOf(8, 8), doubleArrayOf(0.0, 0.0, 0.0, 1.4, 0.0, 0.0))
            refused { model.predict(peroxide) } shouldContain "got O-O (structure 0, atoms 0 and 1); train on structures that have such a pair"
        }
    })

/** The file with one byte of an array changed, its own checksum in the zip corrected. */
private fun flipped(file: Path): ByteArray = rewrite(file) { name, bytes -> if (name == "arrays/0.npy") bytes.copyOf().also { it[it.size - 3] = (it[it.size - 3] + 1).toByte() } else bytes }

private fun rewritten(
    file: Path,
    entry: String,
    change: (String) -> String,
): ByteArray = rewrite(file) { name, bytes -> if (name == entry) change(bytes.decodeToString()).toByteArray() else bytes }

private fun rewrite(file: Path, change: (String, ByteArray) -> ByteArray): ByteArray {
    val out = java.io.ByteArrayOutputStream()
    java.util.zip.ZipOutputStream(out).use { target ->
        ZipFile(file.toFile()).use { source ->
            for (entry in source.entries()) {
                target.putNextEntry(java.util.zip.ZipEntry(entry.name))
                target.write(change(entry.name, source.getInputStream(entry).readBytes()))
                target.closeEntry()
            }
        }
    }
    return out.toByteArray()
}
