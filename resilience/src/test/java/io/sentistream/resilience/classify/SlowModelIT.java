package io.sentistream.resilience.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.classifier.bench.SleepingModel;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.resilience.classify.ClassifierProgram.Kind;
import io.sentistream.resilience.cluster.BrokerCluster;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Test;

/** Models that are slow beside the time that a thread may take between two polls. */
class SlowModelIT {
    private static final Duration LOOK = Duration.ofMillis(500);

    @Test
    void pollsOfMoreWorkThanThePollIntervalCauseNoRebalanceAndNoAbortedTransaction() throws Exception {
        int reviews = 600;
        try (ClassifierRun run =
                new ClassifierRun("slow", Kind.SLEEPING, "max.poll.interval.ms", "6s", "max.poll.records", "1000")) {
            // 12 s of work, in the first poll or two.
            run.load(reviews, 100_000).sent();
            run.start();
            run.awaitResults(1);
            Set<String> members = new HashSet<>();
            while (run.results() < reviews) {
                run.watch(LOOK);
                members.addAll(members(run));
            }

            Verdict verdict = run.verdict();

            System.out.printf(
                    "20 ms a record, 1,000 records a poll, poll interval 6 s: members of the group %d, results of aborted"
                            + " transactions %d; %s%n",
                    members.size(), run.abortedResults(), verdict);
            assertThat(verdict.faultless()).as("%s", verdict).isTrue();
            assertThat(members)
                    .as("an instance that is put out comes back under another name")
                    .hasSize(1);
            assertThat(run.abortedResults()).isZero();
        }
    }

    @Test
    void aModelFarSlowerThanItWasTrustedToBeIsReadAgainButNotForEver() throws Exception {
        int reviews = 40;
        try (ClassifierRun run = new ClassifierRun("slower")) {
            // Trusted to take 0.64 s a micro-batch; it takes 8 s, longer than the poll interval and the transaction.
            SleepingModel model = new SleepingModel("v1", Duration.ofSeconds(8), Duration.ZERO);
            run.load(reviews, 100_000).sent();
            run.announce("v1");
            run.add(new ClassifierService(
                    run.stage()
                            .classifier(
                                    "max.poll.interval.ms", "6s",
                                    "transaction.timeout.ms", "6s",
                                    "batch.tokens", "1024",
                                    "max.windows", "1",
                                    "slowest.tokens.per.second", "1600"),
                    announced -> model));

            Verdict verdict = run.verdict();

            List<Integer> batches = model.batches();
            System.out.printf(
                    "Micro-batches of 8 s, poll interval and transaction 6 s: micro-batches %s; %s%n",
                    batches, verdict);
            assertThat(verdict.faultless()).as("%s", verdict).isTrue();
            assertThat(batches.stream().mapToInt(Integer::intValue).sum())
                    .as("reviews classified, those read again included")
                    .isLessThan(3 * reviews);
        }
    }

    private static List<String> members(ClassifierRun run) throws Exception {
        String group = run.stage().settings("classify").get("application.id");
        try (Admin admin = BrokerCluster.shared().admin()) {
            return admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get().members().stream()
                    .map(MemberDescription::consumerId)
                    .toList();
        }
    }
}
