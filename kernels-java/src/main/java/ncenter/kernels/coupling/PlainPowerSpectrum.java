package ncenter.kernels.coupling;

/** {@link PowerSpectrum} in plain loops. */
final class PlainPowerSpectrum extends PowerSpectrum {
    PlainPowerSpectrum(int[] orders, int[] properties) {
        super(orders, properties);
    }

    @Override
    void make(double[][] c, int from, int to, double[] out, int at) {
        for (int s = from; s < to; s++) {
            for (int k = 0; k < c.length; k++) term(c[k], s, k, out, at + (s - from) * size() + offset(k));
        }
    }

    private void term(double[] v, int s, int k, double[] out, int at) {
        int n = properties[k];
        int terms = 2 * orders[k] + 1;
        double weight = weight(k);
        int first = s * terms * n;
        int o = at;
        for (int qa = 0; qa < n; qa++) {
            for (int qb = qa; qb < n; qb++) {
                double sum = 0.0;
                for (int m = first; m < first + terms * n; m += n) sum += v[m + qa] * v[m + qb];
                out[o++] = sum * (qa == qb ? weight : weight * SQRT2);
            }
        }
    }
}
