package io.sentistream.bert.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.ModelConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A TorchScript program on a device, loaded from the readable sources among the resources of this package and of the
 * package that runs it. Methods without state are safe to call from several threads.
 */
public final class Program {
    private static final List<String> PARTS = List.of("embeddings", "encoder", "head", "network");

    /** What stands for a type in {@code inference.py} and the sources of products. */
    private static final Pattern PRODUCT = Pattern.compile("\\bProduct\\b");

    private final PtSymbolBlock block;

    private Program(PtSymbolBlock block) {
        this.block = block;
    }

    /**
     * Loads a program; it is released with the manager.
     *
     * @param manager owns the program, on the device where it is to run
     * @param owner the class beside whose resources {@code file.py} lies
     * @param file the source file that has the program's class, without {@code .py}
     * @param className the class
     * @param attributes the attributes of the class
     */
    public static Program load(
            PtNDManager manager, Class<?> owner, String file, String className, Map<String, Object> attributes) {
        return load(manager, file, className, attributes, Map.of(file, source(owner, file)));
    }

    /** Loads the program {@code inference.py} with these products. */
    static Program inference(PtNDManager manager, Kernels kernels, Map<String, Object> attributes) {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String file : List.of("inference", "products")) {
            String resource = file.equals("products") ? kernels.name() + "_products" : file;
            String source = source(Program.class, resource);
            sources.put(file, PRODUCT.matcher(source).replaceAll(kernels.product()));
        }
        return load(manager, "inference", "Inference", attributes, sources);
    }

    private static Program load(
            PtNDManager manager,
            String file,
            String className,
            Map<String, Object> attributes,
            Map<String, String> own) {
        Map<String, String> sources = new LinkedHashMap<>(own);
        PARTS.forEach(part -> sources.put(part, source(Program.class, part)));
        byte[] archive = TorchScriptArchive.write(file, className, attributes, sources);
        try {
            return new Program(JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The attributes that describe a network's shape, which every program has.
     *
     * @throws IllegalArgumentException if the precision is int8, which a program does not compute in but its products
     */
    public static Map<String, Object> shape(ModelConfig config, Precision precision) {
        if (precision == Precision.INT8) {
            throw new IllegalArgumentException(
                    "precision int8 can't be trained in, only classified; train in float32 or bfloat16");
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("layers", config.layers());
        attributes.put("distilbert", config.architecture() == Architecture.DISTILBERT);
        attributes.put("heads", config.heads());
        attributes.put("dtype", precision.scalarType());
        attributes.put("epsilon", config.layerNormEpsilon());
        attributes.put(
                "head",
                switch (config.task()) {
                    case SINGLE, PAIR -> "texts";
                    case TOKENS -> "tokens";
                    case QUESTIONS -> "span";
                });
        return attributes;
    }

    /** Names arrays so that they arrive as one list; returns them. */
    public static NDList list(String name, NDList arrays) {
        arrays.forEach(array -> array.setName(name + "[]"));
        return arrays;
    }

    /**
     * Calls a method without autograd.
     *
     * @param manager owns the results
     * @param arguments the arguments in order; those of a {@link #list} are one
     */
    public NDList call(PtNDManager manager, String method, NDList arguments) {
        return run(manager, method, arguments, false);
    }

    /** Calls a method that may use autograd, or that keeps tensors which such a method uses. */
    public NDList callWithAutograd(PtNDManager manager, String method, NDList arguments) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try {
            return run(manager, method, arguments, true);
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    private NDList run(PtNDManager manager, String method, NDList arguments, boolean autograd) {
        JniUtils.setGraphExecutorOptimize(false); // a setting of the calling thread
        try (NDArray name = manager.zeros(new Shape())) {
            name.setName("module_method:" + method);
            NDList inputs = new NDList(arguments.size() + 1);
            inputs.add(name);
            inputs.addAll(arguments);
            return IValueUtils.forward(block, inputs, autograd);
        }
    }

    private static String source(Class<?> owner, String file) {
        try (InputStream in = owner.getResourceAsStream(file + ".py")) {
            if (in == null) {
                throw new IllegalStateException("the program " + file + ".py is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
