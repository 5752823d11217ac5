package io.sentistream.bert.network;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The set-up of DJL, the library that carries PyTorch and the tokenizers into this JVM: offline, without reports to its
 * makers, with its native libraries unpacked under {@code SENTISTREAM_HOME/cache/djl} (default {@code ~/.sentistream}).
 *
 * <p>What the user has set by DJL's own system properties or environment variables stays.
 */
public final class Djl {
    private static final Logger LOG = LoggerFactory.getLogger(Djl.class);

    static {
        set("ai.djl.offline", "DJL_OFFLINE", "true");
        set("OPT_OUT_TRACKING", "OPT_OUT_TRACKING", "true");
        String cache = home().resolve("cache").resolve("djl").toString();
        set("DJL_CACHE_DIR", "DJL_CACHE_DIR", cache);
        set("ENGINE_CACHE_DIR", "ENGINE_CACHE_DIR", cache);
        // The optimizing executor compiles anew for each shape of a batch.
        set("ai.djl.pytorch.graph_optimizer", "", "false");
    }

    private Djl() {}

    /** Sets DJL up. To be called before anything of DJL is used; calling it again does nothing. */
    public static void configure() {
        // The work is done once, when this class is loaded.
    }

    /** The versions of PyTorch and DJL. */
    public static String version() {
        return "PyTorch " + engine().getVersion() + " in DJL " + Engine.getDjlVersion();
    }

    /** The PyTorch engine, loaded when first asked for. */
    static Engine engine() {
        return Loaded.ENGINE;
    }

    /**
     * Gives freed memory back to the system, which is otherwise kept for the next tensor: for when a network was released, whose
     * memory the next one, loaded by another thread, would not find. Does nothing where there is no glibc.
     */
    public static void giveBackMemory() {
        if (Platform.isLinux()) {
            try {
                NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
                        .getFunction("malloc_trim")
                        .invokeInt(new Object[] {0L});
            } catch (UnsatisfiedLinkError e) {
                LOG.debug("Freed memory is not given back: {}", e.getMessage());
            }
        }
    }

    private static Path home() {
        String home = System.getenv("SENTISTREAM_HOME");
        return home == null || home.isBlank()
                ? Path.of(System.getProperty("user.home"), ".sentistream")
                : Path.of(home).toAbsolutePath();
    }

    private static void set(String property, String variable, String value) {
        if (System.getProperty(property) == null && System.getenv(variable) == null) {
            System.setProperty(property, value);
        }
    }

    private static final class Loaded {
        static final Engine ENGINE = load();

        // Of malloc.h: how much is free at the end of a heap before that is given back, how much more than needed is
        // fetched (a thread's heap of 64 MB is given back for less), and from which size on an allocation is alone.
        private static final int TRIM_THRESHOLD = -1;
        private static final int TOP_PAD = -2;
        private static final int MMAP_THRESHOLD = -3;

        private static Engine load() {
            waitBriefly();
            keepFewKernels();
            keepFreedMemory();
            Engine engine = Engine.getEngine("PyTorch");
            if (Integer.getInteger("ai.djl.pytorch.num_threads") == null && System.getenv("OMP_NUM_THREADS") == null) {
                // PyTorch counts the machine's cores; a container may have fewer.
                JniUtils.setNumThreads(
                        Math.min(JniUtils.getNumThreads(), Runtime.getRuntime().availableProcessors()));
            }
            return engine;
        }

        /**
         * Makes the threads of a product sleep when they wait for one another. By default they spin for milliseconds,
         * and on cores that others want too (a broker, a second service) each spins away the time that the one it waits
         * for needs: 20 times slower was seen.
         */
        private static void waitBriefly() {
            if (System.getenv("OMP_WAIT_POLICY") == null) {
                setEnvironment("GOMP_SPINCOUNT", "1000");
            }
        }

        /**
         * Makes oneDNN keep fewer of the programs that it writes for each shape of a product. By default it keeps 1,024,
         * and as texts of ever other lengths come, memory grew by 300 MB; they were no faster for it.
         */
        private static void keepFewKernels() {
            setEnvironment("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "128");
        }

        /**
         * Makes glibc keep the memory of a freed tensor for the next one. By default it gives that back to the system,
         * and fetches each page anew at every layer: a third of the time of a batch in int8. Blocks beyond 12 MB, such as the
         * gradients of word embeddings, are left to the system all the same: among others they left gaps that no later
         * one fitted, and a training grew by 400 MB in 2,000 steps.
         */
        private static void keepFreedMemory() {
            boolean set = System.getenv().keySet().stream()
                    .anyMatch(name -> name.matches("MALLOC_.*_") || name.equals("GLIBC_TUNABLES"));
            if (Platform.isLinux() && !set) {
                Function mallopt =
                        NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("mallopt");
                mallopt.invokeInt(new Object[] {TRIM_THRESHOLD, 1 << 30});
                mallopt.invokeInt(new Object[] {TOP_PAD, 1 << 26});
                mallopt.invokeInt(new Object[] {MMAP_THRESHOLD, 12 << 20});
            }
        }

        /** Sets what native libraries read when they are loaded, which Java alone can't, unless the user has. */
        private static void setEnvironment(String variable, String value) {
            if (!Platform.isWindows()) {
                NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
                        .getFunction("setenv")
                        .invokeInt(new Object[] {variable, value, 0});
            }
        }
    }
}
