package ncenter.kernels.regression;

/** Validation errors over a grid of ridge strengths, and the best strength of each target. */
final class AlphaChoice {
    private final double[] alphas;
    private final double[][] squaredErrors;
    private double rows;

    AlphaChoice(double[] alphas, int targets) {
        if (alphas.length == 0) throw new IllegalArgumentException("ridge: at least one alpha was expected, got none");
        this.alphas = alphas;
        this.squaredErrors = new double[targets][alphas.length];
    }

    void addRows(long validated) {
        rows += validated;
    }

    void add(int target, int alpha, double squaredError) {
        squaredErrors[target][alpha] += Math.max(0.0, squaredError);
    }

    /** Index of the strength with the smallest error; of equal ones the largest strength. */
    int best(int target) {
        int best = alphas.length - 1;
        for (int a = alphas.length - 2; a >= 0; a--) if (squaredErrors[target][a] < squaredErrors[target][best]) best = a;
        return best;
    }

    RidgeSolution solution(double[] weights, double[] intercepts) {
        int targets = squaredErrors.length;
        double[] chosen = new double[targets];
        boolean[] edge = new boolean[targets];
        double[][] errors = new double[targets][];
        for (int t = 0; t < targets; t++) {
            int best = best(t);
            chosen[t] = alphas[best];
            edge[t] = alphas.length > 1 && (best == 0 || best == alphas.length - 1);
            errors[t] = alphas.length == 1 ? new double[0] : squaredErrors[t].clone();
            for (int a = 0; a < errors[t].length; a++) errors[t][a] /= Math.max(1.0, rows);
        }
        return new RidgeSolution(weights, intercepts, chosen, edge, errors);
    }
}
