package io.sentistream.operations.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.sentistream.operations.health.Health;
import io.sentistream.operations.health.Reachability;
import io.sentistream.schemas.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a process shows of itself: the metrics of its services and of the JVM, and whether all of them, the brokers and
 * the registry are ready. Safe for use by several threads.
 */
public final class Monitoring implements AutoCloseable {
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Reachability reachability;
    private StatusServer server;

    /** Shows nothing until it {@linkplain #serve serves}. */
    public Monitoring() {
        // Heap, threads, collections, resident memory; native memory where -XX:NativeMemoryTracking=summary tracks it.
        JvmMetrics.builder().register(meters.getPrometheusRegistry());
    }

    /** Where services put their metrics. */
    public MeterRegistry meters() {
        return meters;
    }

    /**
     * Begins to answer; to be called once.
     *
     * @param port to listen on; 0 for any free one
     * @param connection to what must be there besides
     * @param services how each service is
     * @return the address
     * @throws io.sentistream.schemas.config.SettingsException if it can't listen there
     */
    public synchronized String serve(
            String host, int port, Connection connection, List<? extends Supplier<Health>> services) {
        List<Supplier<Health>> checks = new ArrayList<>(services);
        reachability = Reachability.start(connection);
        checks.add(reachability);
        server = StatusServer.start(host, port, meters::scrape, checks);
        return server.address();
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.close();
        }
        if (reachability != null) {
            reachability.close();
        }
        meters.close();
    }
}
