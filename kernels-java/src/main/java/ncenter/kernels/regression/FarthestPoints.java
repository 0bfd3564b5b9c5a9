package ncenter.kernels.regression;

/** Farthest-point sampling: points that are far apart from each other, the first one farthest from the mean. */
public final class FarthestPoints {
    private FarthestPoints() {}

    /**
     * The numbers of at most {@code wanted} of n points x[point*k + i], in ascending order. Ties go to the first point; points that coincide
     * with chosen ones are not chosen.
     */
    public static int[] choose(double[] x, int n, int k, int wanted) {
        double[] distance = new double[n];
        double[] mean = RidgeEquations.columnMeans(x, n, k);
        for (int p = 0; p < n; p++) distance[p] = squaredDistance(x, p * k, mean, 0, k);
        int[] chosen = new int[Math.min(n, wanted)];
        int count = 0;
        while (count < chosen.length) {
            int next = 0;
            for (int p = 1; p < n; p++) if (distance[p] > distance[next]) next = p;
            if (count > 0 && distance[next] == 0.0) break;
            chosen[count++] = next;
            for (int p = 0; p < n; p++) {
                double d = squaredDistance(x, p * k, x, next * k, k);
                distance[p] = count == 1 ? d : Math.min(distance[p], d);
            }
        }
        int[] out = java.util.Arrays.copyOf(chosen, count);
        java.util.Arrays.sort(out);
        return out;
    }

    private static double squaredDistance(double[] a, int aOff, double[] b, int bOff, int k) {
        double sum = 0.0;
        for (int i = 0; i < k; i++) sum += (a[aOff + i] - b[bOff + i]) * (a[aOff + i] - b[bOff + i]);
        return sum;
    }
}
