package ncenter.engine

import ncenter.plan.SampleCounts
import ncenter.spec.targets.Lowdin
import ncenter.spec.targets.MatrixKind
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.NoTransform
import ncenter.spec.targets.PropertySpec
import ncenter.spec.targets.Saph
import ncenter.spec.targets.TargetSpec
import ncenter.structures.Dataset
import ncenter.structures.Elements
import ncenter.structures.Schema

/** Refuses data that do not hold what [target] names, before anything is computed. */
internal fun checkReference(target: TargetSpec, data: Dataset) {
    when (target) {
        is MatrixSpec -> checkMatrices(target, data)
        is PropertySpec -> checkProperty(target, data)
    }
}

/** Refuses data with elements or periodic axes that a plan for [schema] does not know. */
internal fun checkSchema(schema: Schema, data: Dataset) {
    data.structures.forEachIndexed { index, structure ->
        val unknown = structure.elements.firstOrNull { it !in schema.elements } ?: return@forEachIndexed
        val symbol = Elements.symbol(unknown)
        throw IllegalArgumentException(
            "train: elements ${schema.elements.map(Elements::symbol)} were expected, " +
                "got $symbol (structure $index, atom ${structure.types.indexOf(unknown)}); " +
                "compile the plan for a schema with $symbol",
        )
    }
    require(schema.periodic || !data.schema.periodic) {
        val index = data.structures.indexOfFirst { it.isPeriodic }
        "train: structures without periodic axes were expected, got a periodic cell (structure $index); compile the plan for a schema of periodic structures"
    }
}

/** Refuses to run a plan whose sizes are those of other data. */
internal fun checkCounts(counts: SampleCounts?, data: Dataset) {
    require(counts?.structures == data.size.toLong()) {
        val got = counts?.let { "one for ${it.structures} structures" } ?: "one for a schema without sizes"
        "train: a plan for these ${data.size} structures was expected, got $got; write engine.compile(spec, data), or plan.train(data)"
    }
}

private fun checkMatrices(target: MatrixSpec, data: Dataset) {
    val reference = data.matrices(target.reference)
    require(reference.orbitals == target.orbitals) {
        "regression: '${target.reference}' was attached with ${reference.orbitals}, got a target with ${target.orbitals}; use the same orbitals in both"
    }
    when (target.transform) {
        is NoTransform -> Unit
        is Lowdin, is Saph -> {
            require(!reference.isOrthogonal) {
                "${target.transform}: an overlap of '${target.reference}' was expected, got none; attach it: withMatrices(..., overlap = ...)"
            }
        }
    }
    require(target.kind == MatrixKind.HAMILTONIAN || reference.isOrthogonal) {
        "overlap: a reference without an overlap of its own was expected for '${target.reference}'; attach the overlap matrices under their own name"
    }
    data.structures.forEachIndexed { index, structure ->
        require(!structure.isPeriodic) {
            "hamiltonian: structures without periodic axes were expected, got a periodic structure $index; matrices of crystals need one block per lattice translation"
        }
    }
}

private fun checkProperty(target: PropertySpec, data: Dataset) {
    val reference = data.property(target.reference)
    val expected = 2 * target.lambda + 1
    require(reference.perAtom == target.perAtom) {
        val kind = if (reference.perAtom) "per atom" else "per structure"
        "property: '${target.reference}' is stored $kind; write property(\"${target.reference}\", perAtom = ${reference.perAtom})"
    }
    require(reference.components == expected) {
        "property: $expected components were expected for lambda=${target.lambda}, got ${reference.components} in '${target.reference}'; " +
            "components are m = -lambda..lambda (a vector is y, z, x)"
    }
}
