// SPDX-License-Identifier: MIT
package io.github.gxpml.lineage;

import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads what a run's numbers may depend on: machine, Java, libraries, declared seeds and thread counts. */
public final class EnvironmentReader {
    /** Variables by which a host declares the container image that it runs in; the digest counts first. */
    private static final List<String> CONTAINER = List.of("GXP_CONTAINER_DIGEST", "GXP_CONTAINER");

    private static final String VERSIONS = "/io/github/gxpml/version.properties";
    private static final String LIBRARY = "library.";
    /** The only variables that are looked at: none holds a secret or a person's name. */
    private static final List<String> VARIABLES = List.of(
            "CUBLAS_WORKSPACE_CONFIG",
            "CUDA_VISIBLE_DEVICES",
            "LANG",
            "LC_ALL",
            "MKL_NUM_THREADS",
            "NUMEXPR_NUM_THREADS",
            "OMP_NUM_THREADS",
            "OPENBLAS_NUM_THREADS",
            "PYTHONHASHSEED",
            "SOURCE_DATE_EPOCH",
            "TF_DETERMINISTIC_OPS",
            "TZ");

    private EnvironmentReader() {}

    /**
     * Reads the environment of this process.
     *
     * @param environment variables of the process
     * @return what is recorded of it; values of variables that do not look like a setting are left out
     * @throws IOException if this software does not know its own version
     */
    public static EnvironmentDocument read(Map<String, String> environment) throws IOException {
        return read(environment, new Machine(Path.of("").toAbsolutePath().getRoot()));
    }

    static EnvironmentDocument read(Map<String, String> environment, Machine machine) throws IOException {
        Properties versions = versions();
        Runtime runtime = Runtime.getRuntime();
        return new EnvironmentDocument(
                Product.NAME_AND_VERSION,
                property("os.name") + " " + property("os.version"),
                property("os.arch"),
                runtime.availableProcessors(),
                runtime.maxMemory(),
                property("java.vm.name") + ", " + property("java.vendor") + ", " + property("java.runtime.version"),
                libraries(versions),
                Locale.getDefault().toLanguageTag(),
                ZoneId.systemDefault().getId(),
                container(environment, machine),
                variables(environment),
                machine.cpu(),
                machine.gpu(),
                machine.blas(),
                programFile());
    }

    private static String container(Map<String, String> environment, Machine machine) {
        return CONTAINER.stream()
                .map(name -> setting(environment.getOrDefault(name, "")))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElseGet(machine::container);
    }

    /** The one file that this software and its libraries are delivered in; classes in a folder are no such file. */
    private static Map<String, String> programFile() throws IOException {
        CodeSource source = EnvironmentReader.class.getProtectionDomain().getCodeSource();
        if (source == null || !source.getLocation().getProtocol().equals("file")) {
            return Map.of();
        }
        try {
            Path file = Path.of(source.getLocation().toURI());
            return Files.isRegularFile(file) ? Map.of(file.getFileName().toString(), Sha256.of(file)) : Map.of();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Map.of();
        }
    }

    private static Properties versions() throws IOException {
        Properties versions = new Properties();
        try (InputStream in = EnvironmentReader.class.getResourceAsStream(VERSIONS)) {
            if (in == null) {
                throw new IOException("this software is incomplete: it lacks its " + VERSIONS);
            }
            versions.load(in);
        }
        return versions;
    }

    private static Map<String, String> libraries(Properties versions) {
        Map<String, String> libraries = new TreeMap<>();
        for (String key : versions.stringPropertyNames()) {
            if (key.startsWith(LIBRARY)) {
                libraries.put(key.substring(LIBRARY.length()), versions.getProperty(key));
            }
        }
        return libraries;
    }

    private static Map<String, String> variables(Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>();
        for (String name : VARIABLES) {
            if (environment.containsKey(name)) {
                variables.put(name, setting(environment.get(name)));
            }
        }
        return variables;
    }

    private static String setting(String value) {
        return value.matches("[A-Za-z0-9_.:,+/@ -]{0,300}") ? value : "(set to something that is not a plain setting)";
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
