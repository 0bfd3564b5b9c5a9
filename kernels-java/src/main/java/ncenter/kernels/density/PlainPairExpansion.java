package ncenter.kernels.density;

import ncenter.kernels.harmonics.SphericalHarmonics;
import ncenter.kernels.radial.CutoffFunction;
import ncenter.kernels.radial.RadialIntegral;
import ncenter.kernels.radial.RadialScaling;

/** {@link PairExpansion} in plain loops, one pair at a time. */
final class PlainPairExpansion implements ExpansionForm {
    private final SphericalHarmonics harmonics;
    private final RadialIntegral radial;
    private final CutoffFunction cutoff;
    private final RadialScaling scaling;

    PlainPairExpansion(
            SphericalHarmonics harmonics, RadialIntegral radial, CutoffFunction cutoff, RadialScaling scaling) {
        this.harmonics = harmonics;
        this.radial = radial;
        this.cutoff = cutoff;
        this.scaling = scaling;
    }

    private int nMax() {
        return radial.nMax();
    }

    @Override
    public void pairs(double[] vectors, int from, int to, double[][] out) {
        Scratch scratch = new Scratch();
        int nMax = nMax();
        for (int p = from; p < to; p++) {
            scratch.expand(vectors, p);
            for (int l = 0; l < out.length; l++) {
                if (out[l] == null) continue;
                for (int m = 0; m <= 2 * l; m++) {
                    double y = scratch.y[l * l + m];
                    int at = (p * (2 * l + 1) + m) * nMax;
                    for (int n = 0; n < nMax; n++) out[l][at + n] = y * scratch.r[l * nMax + n];
                }
            }
        }
    }

    @Override
    public void accumulate(
            double[] vectors,
            int from,
            int to,
            int[] row,
            int firstRow,
            int[] channel,
            int sole,
            int channels,
            double[][] out) {
        Scratch scratch = new Scratch();
        int nMax = nMax();
        for (int p = from; p < to; p++) {
            scratch.expand(vectors, p);
            int own = channel == null ? sole : channel[p];
            for (int l = 0; l < out.length; l++) {
                double[] target = out[l];
                if (target == null) continue;
                int base = ((row[p] - firstRow) * (2 * l + 1) * channels + own) * nMax;
                for (int m = 0; m <= 2 * l; m++) {
                    double y = scratch.y[l * l + m];
                    int at = base + m * channels * nMax;
                    for (int n = 0; n < nMax; n++) target[at + n] += y * scratch.r[l * nMax + n];
                }
            }
        }
    }

    @Override
    public void gradients(double[] vectors, int from, int to, double[][] out) {
        Scratch scratch = new Scratch();
        double[] dy = new double[3 * harmonics.size()];
        double[] dr = new double[scratch.r.length];
        for (int p = from; p < to; p++) {
            scratch.expandWithDerivative(vectors, p, dr, dy);
            for (int l = 0; l < out.length; l++) {
                if (out[l] != null) writeGradient(l, p, scratch, dr, dy, out[l]);
            }
        }
    }

    private void writeGradient(int l, int p, Scratch scratch, double[] dr, double[] dy, double[] out) {
        int nMax = nMax();
        for (int axis = 0; axis < 3; axis++) {
            double unit = scratch.unit[axis];
            for (int m = 0; m <= 2 * l; m++) {
                double y = scratch.y[l * l + m] * unit;
                double g = dy[axis * harmonics.size() + l * l + m];
                int at = ((p * 3 + axis) * (2 * l + 1) + m) * nMax;
                for (int n = 0; n < nMax; n++) out[at + n] = y * dr[l * nMax + n] + g * scratch.r[l * nMax + n];
            }
        }
    }

    /** Harmonics, radial values (cutoff and scaling multiplied in) and direction of one pair. */
    private final class Scratch {
        final double[] y = new double[harmonics.size()];
        final double[] r = new double[(radial.lMax() + 1) * radial.nMax()];
        final double[] unit = new double[3];
        private final double[] work = new double[harmonics.scratchSize()];
        private final double[] one = new double[3];

        void expand(double[] vectors, int p) {
            double x = vectors[3 * p];
            double yy = vectors[3 * p + 1];
            double z = vectors[3 * p + 2];
            double distance = Math.sqrt(x * x + yy * yy + z * z);
            harmonics.value(x, yy, z, y, 0, work);
            radial.values(distance, r, 0);
            double weight = cutoff.value(distance) * scaling.value(distance);
            for (int k = 0; k < r.length; k++) r[k] *= weight;
        }

        void expandWithDerivative(double[] vectors, int p, double[] dr, double[] dy) {
            System.arraycopy(vectors, 3 * p, one, 0, 3);
            double distance = Math.sqrt(one[0] * one[0] + one[1] * one[1] + one[2] * one[2]);
            harmonics.gradients(one, 0, 1, y, dy);
            radial.valuesAndDerivatives(distance, r, dr, 0);
            double f = cutoff.value(distance);
            double u = scaling.value(distance);
            double slope = cutoff.derivative(distance) * u + f * scaling.derivative(distance);
            for (int k = 0; k < r.length; k++) {
                dr[k] = dr[k] * f * u + r[k] * slope;
                r[k] *= f * u;
            }
            for (int axis = 0; axis < 3; axis++) unit[axis] = distance == 0.0 ? 0.0 : one[axis] / distance;
        }
    }
}
