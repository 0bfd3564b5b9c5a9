package ncenter.model

import kotlinx.serialization.SerializationException
import ncenter.engine.Engine
import ncenter.engine.FittedModel
import ncenter.engine.FittedSteps
import ncenter.io.AtomicFile
import ncenter.io.Npy
import ncenter.io.NpyArray
import ncenter.plan.FeatureKey
import ncenter.plan.Plan
import ncenter.plan.SampleCounts
import ncenter.plan.explain.explainText
import ncenter.plan.rules.compileChosen
import ncenter.spec.SpecJson
import ncenter.structures.Schema
import java.io.ByteArrayOutputStream
import java.nio.file.Path
import java.security.MessageDigest
import java.util.HexFormat
import java.util.zip.Deflater
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

/**
 * Model files: a zip of JSON and npy arrays, data only, every entry with its SHA-256. Written whole or not at all.
 *
 * Entries: `manifest.json` (format, version, checksums), `model.json` (spec, schema, problems, provenance), `plan.txt` (for
 * people), `arrays/N.npy`.
 */
public object ModelArchive {
    /** Writes [model] to [path]; equal models give equal bytes. */
    @JvmStatic
    public fun write(model: TrainedModel, path: Path) {
        val arrays = linkedMapOf<String, NpyArray>()
        val form = form(model, arrays)
        val entries = linkedMapOf<String, ByteArray>()
        entries["model.json"] = archiveJson.encodeToString(ModelForm.serializer(), form).toByteArray()
        entries["plan.txt"] = explainText(model.plan).toByteArray()
        arrays.forEach { (name, array) -> entries[name] = ByteArrayOutputStream().also { Npy.writeTo(it, array) }.toByteArray() }
        val manifest = Manifest(ARCHIVE_FORMAT, ARCHIVE_VERSION, entries.mapValues { sha256(it.value) })
        AtomicFile.write(path) { stream ->
            // Numbers do not get smaller by compression, only slower to write.
            val zip = ZipOutputStream(stream).apply { setLevel(Deflater.NO_COMPRESSION) }
            put(zip, "manifest.json", archiveJson.encodeToString(Manifest.serializer(), manifest).toByteArray())
            entries.forEach { (name, bytes) -> put(zip, name, bytes) }
            zip.finish()
        }
    }

    /**
     * Reads a model; [engine] will run it.
     *
     * @throws IllegalArgumentException if the file is no model, damaged, or of a newer version
     */
    @JvmStatic
    public fun read(path: Path, engine: Engine): TrainedModel {
        val source = path.fileName.toString()
        ArchiveReader.open(path).use { archive ->
            try {
                val form = archive.model()
                val fitted = fitted(form, archive)
                return TrainedModel(engine, fitted, form.provenance)
            } catch (e: SerializationException) {
                throw IllegalArgumentException(
                    "load: a model of ncenter was expected, got a damaged $source (${e.message?.lineSequence()?.first()}); copy it again",
                    e,
                )
            } catch (e: NoSuchElementException) {
                throw IllegalArgumentException(
                    "load: a model that fits this version of ncenter was expected, got $source (${e.message}); train it again",
                    e,
                )
            }
        }
    }

    private fun form(model: TrainedModel, arrays: MutableMap<String, NpyArray>): ModelForm {
        val fitted = model.fitted
        val counts = checkNotNull(fitted.plan.counts) { "save: a plan with counts was expected (this is a bug, please report it)" }
        return ModelForm(
            spec = archiveJson.parseToJsonElement(SpecJson.write(model.spec)),
            elements = model.schema.elements,
            periodic = model.schema.periodic,
            structures = counts.structures,
            atoms = counts.atoms,
            pairs = counts.pairs.map { PairCount(it.key.first, it.key.second, it.value) },
            tuples = counts.tuples.map { TupleCount(it.key, it.value) },
            problems = fitted.weights.map { ProblemArchive.form(it, arrays) },
            projections =
            fitted.steps.projections.flatMap { (step, blocks) ->
                blocks.map { (key, values) -> projectionForm(step, key, values, fitted.plan, arrays) }
            },
            columns = columnForms(fitted.steps.columns, arrays),
            iterations = fitted.steps.iterations.map { (step, fit) -> iterationForm(step, fit, arrays) },
            baseline = fitted.baseline,
            orthonormal = fitted.orthonormal,
            provenance = model.provenance,
            candidates = ChoiceArchive.candidates(fitted.plan),
            choices = ChoiceArchive.choices(fitted.plan),
        )
    }

    private fun projectionForm(
        step: Int,
        key: FeatureKey,
        values: DoubleArray,
        plan: Plan,
        arrays: MutableMap<String, NpyArray>,
    ): ProjectionForm {
        val components =
            plan
                .feature(step)
                .blocks
                .first { it.key == key }
                .q
        return ProjectionForm(step, key.row, arrays.store(NpyArray.of(values, components, values.size / maxOf(1, components))))
    }

    private fun fitted(form: ModelForm, archive: ArchiveReader): FittedModel {
        val spec = SpecJson.read(form.spec.toString())
        val pairs = form.pairs.associate { (it.first to it.second) to it.count }
        val counts = SampleCounts(form.structures, form.atoms, pairs, tuples = form.tuples.associate { it.types to it.count })
        val schema = Schema(form.elements, form.periodic, emptyList(), maxAtoms = 1)
        val plan = compileChosen(spec, schema, counts, ChoiceArchive.candidates(form, spec), ChoiceArchive.choices(form))
        val weights = form.problems.map { ProblemArchive.read(it, plan, archive) }
        val steps = FittedSteps(projections(form, plan, archive), form.iterations.associate { it.step to iteration(it, plan, archive) }, columns(form, plan, archive))
        return FittedModel(plan, weights, steps, form.baseline, form.orthonormal)
    }

    private fun projections(form: ModelForm, plan: Plan, archive: ArchiveReader): Map<Int, Map<FeatureKey, DoubleArray>> = form.projections.groupBy { it.step }.mapValues { (step, blocks) ->
        val contraction = plan.feature(step)
        blocks.associate { projection ->
            val block = contraction.blocks.first { it.key.row == projection.key }
            val input = plan.feature(contraction.inputs[0]).blocks.first { it.key == block.key }
            val array = archive.array(projection.array)
            val expected = listOf(block.q, input.q)
            require(array.shape.toList() == expected) {
                "load: principal components of shape $expected for ${block.key} were expected, got ${array.shape.toList()}; the file was written by another version, train again"
            }
            block.key to array.doubles
        }
    }

    private fun put(zip: ZipOutputStream, name: String, bytes: ByteArray) {
        zip.putNextEntry(ZipEntry(name).apply { timeLocal = java.time.LocalDateTime.of(1980, 1, 1, 0, 0) })
        zip.write(bytes)
        zip.closeEntry()
    }
}

/** Adds [array] to the arrays of a model file; returns the name of its entry. */
internal fun MutableMap<String, NpyArray>.store(array: NpyArray): String = "arrays/$size.npy".also { put(it, array) }

internal fun sha256(bytes: ByteArray): String = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))

/** Writes this model to [path], whole or not at all. */
public fun TrainedModel.save(path: Path): Unit = ModelArchive.write(this, path)

/** Reads a model from [path]; this engine will run it. */
public fun Engine.load(path: Path): TrainedModel = ModelArchive.read(path, this)
