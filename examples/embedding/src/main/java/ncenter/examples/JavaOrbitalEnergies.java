package ncenter.examples;

import java.nio.file.Path;
import java.util.Arrays;
import ncenter.engine.Engine;
import ncenter.model.HamiltonianMatrix;
import ncenter.model.ModelArchive;
import ncenter.model.TrainedModel;
import ncenter.structures.Structure;

/** The same from Java: load a model, predict a molecule, read its levels. Argument: a model file. */
public final class JavaOrbitalEnergies {
    private JavaOrbitalEnergies() {}

    public static void main(String[] arguments) {
        Structure water =
                new Structure(new int[] {8, 1, 1}, new double[] {0.0, 0.0, 0.0, 0.96, 0.0, 0.0, -0.24, 0.93, 0.0});
        try (Engine engine = new Engine(2)) {
            TrainedModel model = ModelArchive.read(Path.of(arguments[0]), engine);
            HamiltonianMatrix matrix = (HamiltonianMatrix) model.predict(water);
            System.out.println("Java:   levels / Ha: " + Arrays.toString(matrix.eigenvalues()));
        }
    }
}
