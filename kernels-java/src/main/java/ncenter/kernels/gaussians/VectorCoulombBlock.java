package ncenter.kernels.gaussians;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pairs of primitives in vector lanes, atoms one after the other.
 *
 * <p>The lanes of a product are added one after the other, never by a reduction of the Vector API: its order is left open, and changes once the method is compiled.
 */
final class VectorCoulombBlock extends CoulombBlock {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();

    private final Atoms atoms;
    private final VectorChargeSequence[][] sequences;
    private final VectorHermiteCoulomb coulomb;
    private final double[] squared = new double[WIDTH];
    private final double[] f;
    private final double[] sums;

    VectorCoulombBlock(Atoms atoms) {
        this.atoms = atoms;
        int highest = 2 * atoms.maxL();
        this.sequences = new VectorChargeSequence[highest + 1][];
        this.coulomb = new VectorHermiteCoulomb(highest);
        this.f = new double[(highest + 1) * WIDTH];
        this.sums = new double[HermiteIndex.count(highest) * WIDTH];
    }

    @Override
    void add(HermitePair pair, double[] out) {
        int columns = pair.second.functions().size();
        double[] energies = new double[pair.first.functions().size() * columns * WIDTH];
        for (int i = 0; i < pair.primitives; i += WIDTH) {
            sum(pair, i);
            for (int n = 0; n < pair.terms(); n++) {
                int at = (pair.firstOf[n] * columns + pair.secondOf[n]) * WIDTH;
                DoubleVector.fromArray(LANES, pair.coefficients, n * pair.padded + i)
                        .fma(
                                DoubleVector.fromArray(LANES, sums, pair.hermite[n] * WIDTH),
                                DoubleVector.fromArray(LANES, energies, at))
                        .intoArray(energies, at);
            }
        }
        for (int at = 0; at < energies.length; at++) out[at / WIDTH] += energies[at];
    }

    private void sum(HermitePair pair, int i) {
        int size = HermiteIndex.count(pair.order) * WIDTH;
        Arrays.fill(sums, 0, size, 0.0);
        VectorChargeSequence[] ofOrder = sequences(pair.order);
        for (VectorChargeSequence sequence : ofOrder) sequence.set(pair.exponents, i);
        for (int atom = 0; atom < atoms.count(); atom++) {
            coulomb.setDistances(
                            pair, i, atoms.coordinate(atom, 0), atoms.coordinate(atom, 1), atoms.coordinate(atom, 2))
                    .intoArray(squared, 0);
            ofOrder[atoms.kind(atom)].values(squared, f);
            double[] r = coulomb.values(pair.order, f);
            for (int at = 0; at < size; at += WIDTH)
                DoubleVector.fromArray(LANES, sums, at)
                        .add(DoubleVector.fromArray(LANES, r, at))
                        .intoArray(sums, at);
        }
    }

    private VectorChargeSequence[] sequences(int order) {
        if (sequences[order] == null) {
            sequences[order] = new VectorChargeSequence[atoms.kinds()];
            for (int kind = 0; kind < atoms.kinds(); kind++)
                sequences[order][kind] = new VectorChargeSequence(order, atoms.chargeOf(kind));
        }
        return sequences[order];
    }
}
