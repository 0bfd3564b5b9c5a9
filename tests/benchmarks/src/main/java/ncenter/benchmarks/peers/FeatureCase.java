package ncenter.benchmarks.peers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ncenter.engine.Engine;
import ncenter.io.NpyArray;
import ncenter.labels.Labels;
import ncenter.labels.TensorBlock;
import ncenter.labels.TensorMap;
import ncenter.spec.features.FeatureSpec;
import ncenter.structures.Structure;

/** Features as a user computes them: neighbor search, labels and fresh memory included. */
final class FeatureCase implements Case {
    private final Engine engine;
    private final FeatureSpec features;
    private final List<Structure> structures;
    private TensorMap last;

    FeatureCase(FeatureSpec features, List<Structure> structures, int threads) {
        this.engine = new Engine(threads);
        this.features = features;
        this.structures = structures;
    }

    @Override
    public long run() {
        last = null;
        return Case.timed(() -> last = engine.compute(features, structures));
    }

    @Override
    public Map<String, NpyArray> result() {
        return arrays(last);
    }

    /** Per block: values, samples and properties, named after the entries of the key. */
    static Map<String, NpyArray> arrays(TensorMap map) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (int k = 0; k < map.getKeys().getSize(); k++) {
            StringBuilder name = new StringBuilder();
            for (int entry : map.getKeys().row(k)) name.append('_').append(entry);
            TensorBlock block = map.getBlocks().get(k);
            int[] shape = block.getShape().stream().mapToInt(Integer::intValue).toArray();
            arrays.put("values" + name, NpyArray.of(block.getValues(), shape));
            arrays.put("samples" + name, table(block.getSamples()));
            arrays.put("properties" + name, table(block.getProperties()));
        }
        return arrays;
    }

    private static NpyArray table(Labels labels) {
        long[] values = new long[labels.getValues().length];
        for (int i = 0; i < values.length; i++) values[i] = labels.getValues()[i];
        return NpyArray.of(values, labels.getSize(), labels.getNames().size());
    }

    @Override
    public void close() {
        engine.close();
    }
}
