package ncenter.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import ncenter.io.Npz;
import ncenter.kernels.machine.MachineRates;

/**
 * Reads one request per line and answers with one line; errors start with the word {@code error}.
 *
 * <pre>
 * make ID CASE ARGUMENTS...   ready
 * time ID COUNT               nanoseconds of each of COUNT runs
 * figure ID                   the case's own number
 * compiled                    milliseconds Java has spent on compiling so far
 * write ID FILE               writes what the last run computed as npz
 * drop ID                     forgets the case
 * floor                       operations and copied bytes per second of this machine
 * </pre>
 */
public final class Worker {
    private final Map<String, Case> cases = new HashMap<>();

    private Worker() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Worker worker = new Worker();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in));
        for (String line = requests.readLine(); line != null && !line.equals("quit"); line = requests.readLine()) {
            answers.println(worker.reply(line));
            answers.flush();
        }
        System.exit(0);
    }

    private String reply(String request) {
        try {
            return answer(request.split(" "));
        } catch (RuntimeException | IOException | LinkageError e) {
            e.printStackTrace();
            return "error " + String.valueOf(e).replace('\n', ' ');
        }
    }

    private String answer(String[] words) throws IOException {
        switch (words[0]) {
            case "make" -> cases.put(words[1], Cases.make(words[2], Arrays.copyOfRange(words, 3, words.length)));
            case "time" -> {
                return times(known(words[1]), Integer.parseInt(words[2]));
            }
            case "figure" -> {
                return Double.toString(known(words[1]).figure());
            }
            case "compiled" -> {
                return Long.toString(ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
            }
            case "write" -> Npz.write(Path.of(words[2]), known(words[1]).result());
            case "drop" -> cases.remove(words[1]).close();
            case "floor" -> {
                double operations = MachineRates.operationsPerSecond(1.0);
                return String.format(Locale.ROOT, "%.4e %.4e", operations, MachineRates.bytesPerSecond(1.0, 128));
            }
            default -> throw new IllegalArgumentException("no request " + words[0]);
        }
        return "ready";
    }

    private Case known(String id) {
        Case found = cases.get(id);
        if (found == null) throw new IllegalArgumentException("no case " + id);
        return found;
    }

    private static String times(Case work, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append(i == 0 ? "" : " ").append(work.run());
        return text.toString();
    }
}
