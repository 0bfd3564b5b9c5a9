package ncenter.kernels.gaussians;

import java.util.Arrays;

/** One pair of primitives after the other. */
final class PlainCoulombBlock extends CoulombBlock {
    private final Atoms atoms;
    private final ChargeSequence[][] sequences;
    private final HermiteCoulomb coulomb;
    private final double[] f;
    private final double[] sums;

    PlainCoulombBlock(Atoms atoms) {
        this.atoms = atoms;
        int highest = 2 * atoms.maxL();
        this.sequences = new ChargeSequence[highest + 1][];
        this.coulomb = new HermiteCoulomb(highest);
        this.f = new double[highest + 1];
        this.sums = new double[HermiteIndex.count(highest)];
    }

    @Override
    void add(HermitePair pair, double[] out) {
        int columns = pair.second.functions().size();
        int terms = pair.terms();
        for (int k = 0; k < pair.primitives; k++) {
            sum(pair, k);
            for (int n = 0; n < terms; n++)
                out[pair.firstOf[n] * columns + pair.secondOf[n]] +=
                        pair.coefficients[n * pair.padded + k] * sums[pair.hermite[n]];
        }
    }

    private void sum(HermitePair pair, int k) {
        int size = HermiteIndex.count(pair.order);
        Arrays.fill(sums, 0, size, 0.0);
        ChargeSequence[] ofOrder = sequences(pair.order);
        for (ChargeSequence sequence : ofOrder) sequence.set(pair.exponents[k]);
        for (int atom = 0; atom < atoms.count(); atom++) {
            double x = pair.centers[k] - atoms.coordinate(atom, 0);
            double y = pair.centers[pair.padded + k] - atoms.coordinate(atom, 1);
            double z = pair.centers[2 * pair.padded + k] - atoms.coordinate(atom, 2);
            ofOrder[atoms.kind(atom)].values(x * x + y * y + z * z, f);
            double[] r = coulomb.values(pair.order, f, x, y, z);
            for (int h = 0; h < size; h++) sums[h] += r[h];
        }
    }

    private ChargeSequence[] sequences(int order) {
        if (sequences[order] == null) {
            sequences[order] = new ChargeSequence[atoms.kinds()];
            Arrays.setAll(sequences[order], kind -> new ChargeSequence(order, atoms.chargeOf(kind)));
        }
        return sequences[order];
    }
}
