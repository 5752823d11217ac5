package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.doctor.ClusterChecks;
import io.sentistream.quickstart.doctor.Finding;
import io.sentistream.quickstart.doctor.Gpu;
import io.sentistream.quickstart.doctor.Machine;
import io.sentistream.quickstart.doctor.NativeLibraries;
import io.sentistream.quickstart.doctor.Outcome;
import io.sentistream.quickstart.home.Home;
import io.sentistream.quickstart.terminal.FindingLines;
import io.sentistream.quickstart.terminal.Logging;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at what the system needs, and says what to do where it is not there. */
@Command(
        name = "doctor",
        description =
                "Check this machine and the running system: a line for each check, with what to do where one fails.",
        sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object a check: check, outcome (ok, warning, failed), what, fix.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private Context context;

    private int failed;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        Home home = context.home();
        Consumer<Finding> out = json ? this::printJson : new FindingLines(context.screen())::print;
        tell(Machine.here(home.directory()).findings(), out);
        Finding pytorch = NativeLibraries.pytorch();
        tell(List.of(pytorch, NativeLibraries.tokenizers()), out);
        if (pytorch.outcome() == Outcome.OK) {
            tell(List.of(Gpu.here().finding()), out);
        }
        tell(ofCluster(home), out);
        if (failed > 0) {
            throw new CommandFailed(failed + (failed == 1 ? " check" : " checks") + " failed; each says what to do");
        }
        return 0;
    }

    private List<Finding> ofCluster(Home home) {
        Optional<Cluster> known = cluster.known(home);
        return known.map(target -> new ClusterChecks(target).findings())
                .orElseGet(() -> ClusterChecks.ofNone(
                        "nothing is running on " + home.directory(),
                        "./sentistream up starts it; or give --bootstrap-servers and --registry"));
    }

    private void tell(List<Finding> findings, Consumer<Finding> out) {
        for (Finding finding : findings) {
            out.accept(finding);
            failed += finding.outcome() == Outcome.FAILED ? 1 : 0;
        }
    }

    private void printJson(Finding finding) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("check", finding.check());
        object.put("outcome", finding.outcome().toString());
        object.put("what", finding.what());
        object.put("fix", finding.fix());
        context.out().println(SentimentJson.write(object));
        context.out().flush();
    }
}
