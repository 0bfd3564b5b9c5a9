package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import ncenter.kernels.gaussians.GaussianShell
import ncenter.kernels.lanes.KernelForm
import ncenter.tests.AtomicFockCase
import ncenter.tests.onVectors
import java.util.SplittableRandom
import kotlin.math.abs

/** The Fock matrix of superposed atoms on vector lanes against plain loops. */
class AtomicFockTwinsTest :
    FunSpec({
        /** One to four atoms of one to three shells of one to five primitives, from diffuse to sharp, near each other and far away. */
        fun randomCase(seed: Long): AtomicFockCase {
            val random = SplittableRandom(seed)
            val atoms = 1 + random.nextInt(4)
            val extent = if (seed % 3 == 0L) 15.0 else 3.0
            val shells =
                List(atoms) {
                    List(1 + random.nextInt(3)) {
                        val count = 1 + random.nextInt(5)
                        GaussianShell(random.nextInt(4), DoubleArray(count) { Math.pow(10.0, random.nextDouble(-1.2, 2.5)) }, DoubleArray(count) { random.nextDouble(0.2, 1.0) })
                    }
                }
            return AtomicFockCase(
                DoubleArray(3 * atoms) { random.nextDouble(-extent, extent) },
                DoubleArray(atoms) { random.nextInt(9).toDouble() },
                shells,
                shells.map { atom -> atom.map { if (random.nextInt(4) == 0) 0.0 else random.nextDouble(0.0, 4.0 * it.l + 2) } },
            )
        }

        test("both forms give the same matrix for any number of primitives, shells and atoms").config(enabledOrReasonIf = onVectors) {
            for (seed in 0L until 40L) {
                val case = randomCase(seed)
                val (vector, plain) = KernelForm.entries.map { case.matrix(form = it) }
                val scale = plain.maxOf { abs(it) }
                for (i in plain.indices) withClue("seed $seed, element $i of ${plain.size}: ${plain[i]}") { abs(vector[i] - plain[i]) shouldBeLessThan 2e-14 * (1 + scale) }
            }
        }
    })
