package ncenter.engine

import ncenter.spec.targets.Lowdin
import ncenter.spec.targets.MatrixKind
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.NoTransform
import ncenter.spec.targets.PropertySpec
import ncenter.spec.targets.Saph
import ncenter.spec.targets.TargetSpec
import ncenter.structures.Dataset

/** Refuses data that do not hold what [target] names, before anything is computed. */
internal fun checkReference(
    target: TargetSpec,
    data: Dataset,
) {
    when (target) {
        is MatrixSpec -> checkMatrices(target, data)
        is PropertySpec -> checkProperty(target, data)
    }
}

private fun checkMatrices(
    target: MatrixSpec,
    data: Dataset,
) {
    val reference = data.matrices(target.reference)
    require(reference.orbitals == target.orbitals) {
        "regression: '${target.reference}' was attached with ${reference.orbitals}, got a target with ${target.orbitals}; use the same orbitals in both"
    }
    when (target.transform) {
        is NoTransform -> {
            Unit
        }
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

private fun checkProperty(
    target: PropertySpec,
    data: Dataset,
) {
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
