package io.sentistream.quickstart.settings;

import static io.sentistream.quickstart.settings.YamlFile.documents;
import static io.sentistream.quickstart.settings.YamlFile.list;
import static io.sentistream.quickstart.settings.YamlFile.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.quickstart.settings.SettingsPage.Program;
import io.sentistream.schemas.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** What the files for containers name is there: classes, settings, metrics, files, each other. */
class DeploymentTest {
    private static final Path ROOT = Path.of("..");
    private static final Path KUBERNETES = ROOT.resolve("deploy/kubernetes");
    private static final Set<String> OF_EVERY_PROGRAM =
            Set.of("SENTISTREAM_HOME", "SENTISTREAM_LOG_FORMAT", "SENTISTREAM_LOG_LEVEL");
    private static final Pattern METRIC = Pattern.compile("sentistream_[a-z_]+");

    private static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Object> services =
                map(documents(ROOT.resolve("docker-compose.yml")).get(0).get("services"));
        return services.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> map(entry.getValue())));
    }

    private static List<Map<String, Object>> deployments() throws IOException {
        List<Map<String, Object>> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(KUBERNETES)) {
            for (Path file : files.toList()) {
                all.addAll(documents(file).stream()
                        .filter(document -> document.get("kind").equals("Deployment"))
                        .toList());
            }
        }
        return all;
    }

    private static Map<String, Object> pod(Map<String, Object> deployment) {
        return map(map(map(deployment.get("spec")).get("template")).get("spec"));
    }

    private static Map<String, Object> container(Map<String, Object> deployment) {
        return map(list(pod(deployment).get("containers")).get(0));
    }

    private static String nameOf(Map<String, Object> object) {
        return (String) map(object.get("metadata")).get("name");
    }

    /** The program that a command runs: its class is there, and each of these variables is one that it reads. */
    private static void assertRuns(String command, Set<String> variables) {
        Program program = SettingsPage.PROGRAMS.stream()
                .filter(known -> known.command().equals(command))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no program has the command '" + command + "'"));
        String compiled = "/" + command.replaceAll(" .*", "").replace('.', '/') + ".class";
        assertThat(DeploymentTest.class.getResource(compiled)).as(compiled).isNotNull();
        Set<String> known = program.settings().stream()
                .map(setting -> program.variable(setting.key()))
                .collect(Collectors.toSet());
        known.addAll(OF_EVERY_PROGRAM);
        if (command.contains("ClassifierMain")) {
            StreamsConfig.configDef().names().forEach(key -> known.add(program.variable(key)));
        }
        assertThat(known).as("the variables of %s", command).containsAll(variables);
    }

    private static boolean ours(Map<String, Object> service) {
        return String.valueOf(service.get("image")).startsWith("sentistream");
    }

    @Test
    void everyServiceOfOursInComposeRunsAProgramWithSettingsThatItReads() throws IOException {
        List<Map<String, Object>> ours =
                services().values().stream().filter(DeploymentTest::ours).toList();

        assertThat(ours).hasSize(5);
        ours.forEach(service -> assertRuns(
                (String) service.get("command"), map(service.get("environment")).keySet()));
    }

    @Test
    void everyServiceInComposeIsLimitedRestartedAndChecked() throws IOException {
        assertThat(services()).allSatisfy((name, service) -> {
            assertThat(service).containsKeys("restart", "healthcheck", "image");
            Map<String, Object> limits =
                    map(map(map(service.get("deploy")).get("resources")).get("limits"));
            assertThat(limits).containsOnlyKeys("memory", "cpus");
            if (!Set.of("kafka", "registry").contains(name)) {
                assertThat(service).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
            }
        });
    }

    @Test
    void whatComposeMountsAndWaitsForIsThere() throws IOException {
        Map<String, Map<String, Object>> services = services();
        Set<String> volumes = map(documents(ROOT.resolve("docker-compose.yml"))
                        .get(0)
                        .get("volumes"))
                .keySet();

        assertThat(services).allSatisfy((name, service) -> {
            assertThat(services.keySet())
                    .containsAll(map(service.get("depends_on")).keySet());
            assertThat(list(service.get("volumes"))).allSatisfy(mount -> {
                String source = mount.toString().replaceAll(":.*", "");
                if (source.startsWith(".")) {
                    assertThat(ROOT.resolve(source)).isDirectory();
                } else {
                    assertThat(volumes).contains(source);
                }
            });
        });
    }

    @Test
    void prometheusAsksTheServicesOfCompose() throws IOException {
        Map<String, Object> configuration =
                documents(ROOT.resolve("deploy/prometheus/prometheus.yml")).get(0);
        Map<String, Object> job = map(list(configuration.get("scrape_configs")).get(0));
        List<?> names = list(map(list(job.get("dns_sd_configs")).get(0)).get("names"));

        assertThat(names).hasSize(4).allSatisfy(name -> assertThat(services()).containsKey((String) name));
    }

    @Test
    void everyMetricInAlertsAndDashboardIsOneOfTheCode() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/metrics.md"));
        Set<String> known = Pattern.compile("`(sentistream_[a-z_]+)` \\| (\\w+)")
                .matcher(page)
                .results()
                .flatMap(DeploymentTest::series)
                .collect(Collectors.toSet());

        for (String file : List.of("prometheus/rules.yml", "grafana/dashboards/sentistream.json")) {
            List<String> used = METRIC.matcher(
                            Files.readString(ROOT.resolve("deploy").resolve(file)))
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertThat(used).as(file).hasSizeGreaterThan(5);
            assertThat(known).as("what %s asks for", file).containsAll(used);
        }
    }

    private static Stream<String> series(MatchResult metric) {
        String name = metric.group(1);
        return switch (metric.group(2)) {
            case "histogram" -> Stream.of("_bucket", "_count", "_sum", "_max").map(name::concat);
            case "summary" -> Stream.of("_count", "_sum", "_max").map(name::concat);
            default -> Stream.of(name);
        };
    }

    @Test
    void everyDeploymentRunsAProgramAsNobodyOnAFileSystemThatItCannotWrite() throws IOException {
        assertThat(deployments()).hasSize(5).allSatisfy(deployment -> {
            Map<String, Object> container = container(deployment);
            Set<String> variables = list(container.get("env")).stream()
                    .map(variable -> (String) map(variable).get("name"))
                    .collect(Collectors.toSet());
            assertRuns(
                    list(container.get("args")).stream().map(Object::toString).collect(Collectors.joining(" ")),
                    variables);
            assertThat(map(container.get("securityContext"))).containsEntry("readOnlyRootFilesystem", true);
            assertThat(map(pod(deployment).get("securityContext"))).containsEntry("runAsNonRoot", true);
            Set<Object> volumes = list(pod(deployment).get("volumes")).stream()
                    .map(volume -> map(volume).get("name"))
                    .collect(Collectors.toSet());
            assertThat(list(container.get("volumeMounts")))
                    .allSatisfy(mount -> assertThat(volumes).contains(map(mount).get("name")));
        });
    }

    @Test
    void probesAskForLifeAndReadiness() throws IOException {
        for (Map<String, Object> deployment : deployments()) {
            if (!nameOf(deployment).equals("console")) {
                Map<String, Object> container = container(deployment);
                assertThat(path(container, "livenessProbe")).isEqualTo("/livez");
                assertThat(path(container, "readinessProbe")).isEqualTo("/readyz");
            }
        }
    }

    private static Object path(Map<String, Object> container, String probe) {
        return map(map(container.get(probe)).get("httpGet")).get("path");
    }

    @Test
    void theAutoscalerFollowsTheGroupThatReadsReviewsAndStopsAtItsPartitions() throws IOException {
        Map<String, Object> spec =
                map(documents(KUBERNETES.resolve("autoscaler.yaml")).get(0).get("spec"));
        Map<String, Object> trigger = map(map(list(spec.get("triggers")).get(0)).get("metadata"));
        Program classify = SettingsPage.PROGRAMS.get(0);

        assertThat(deployments()).extracting(DeploymentTest::nameOf).contains((String)
                map(spec.get("scaleTargetRef")).get("name"));
        assertThat(trigger).containsEntry("topic", Topic.REVIEWS.plainName());
        assertThat(classify.settings())
                .filteredOn(setting -> setting.key().equals("application.id"))
                .singleElement()
                .satisfies(setting -> assertThat(trigger).containsEntry("consumerGroup", setting.defaultText()));
        assertThat(spec).containsEntry("maxReplicaCount", Topic.REVIEWS.partitions());
    }

    @Test
    void theGpuImageHasTheLibtorchThatDjlHasAPartFor() throws IOException {
        String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));
        String version = value(dockerfile, "PYTORCH_VERSION");
        String flavour = value(dockerfile, "PYTORCH_FLAVOR");
        Properties jni = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/jnilib/pytorch.properties")) {
            jni.load(in);
        }

        assertThat(jni.getProperty("jni_version")).startsWith(version + "-");
        assertThat(getClass().getResource("/jnilib/linux-x86_64/" + flavour + "/libdjl_torch.so"))
                .isNotNull();
        assertThat(dockerfile).contains("FROM pytorch/pytorch:" + version + "-cuda12.8-");
    }

    private static String value(String dockerfile, String variable) {
        return Pattern.compile(variable + "=(\\S+)")
                .matcher(dockerfile)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
    }
}
