package ncenter.tests

import ncenter.elements.C
import ncenter.elements.H
import ncenter.elements.N
import ncenter.elements.O
import ncenter.gaussians
import ncenter.superposedAtoms
import java.nio.file.Path

/** The minimal basis of the shipped molecules of C, H, N and O, with the electrons of neutral atoms. */
object MinimalBasis {
    val functions = gaussians(Path.of("../examples/qm7/sto3g-gaussians.json"))
    val atoms = superposedAtoms(functions, H to "1s1", C to "1s2 2s2 2p2", N to "1s2 2s2 2p3", O to "1s2 2s2 2p4")
}
