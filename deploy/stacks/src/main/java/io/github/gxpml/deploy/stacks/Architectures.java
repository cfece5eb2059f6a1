// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.StackProps;

/** Writes the templates; no account, no region and nothing of this machine is in them. */
public final class Architectures {
    /** The stacks in the order in which they are deployed. */
    public static final List<String> NAMES = List.of("gxp-base", "gxp-training", "gxp-inference");

    private Architectures() {}

    /**
     * Writes the templates into the folder that is named.
     *
     * @param arguments the folder
     * @throws IOException if they cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path work = Files.createTempDirectory("gxp-stacks-");
        synthesise(work);
        for (String name : NAMES) {
            Files.writeString(Path.of(arguments[0], name + ".json"), template(work, name));
        }
    }

    /** Makes all stacks in a folder. */
    static void synthesise(Path folder) {
        App app = new App(AppProps.builder()
                .outdir(folder.toString())
                .analyticsReporting(false)
                .treeMetadata(false)
                .build());
        BaseStack base = new BaseStack(app, "gxp-base", props("Key, network and alarms of the GxP Pipeline"));
        TrainingStack training = new TrainingStack(
                app, "gxp-training", props("Training pipeline: deploys only what was approved"), base);
        new InferenceStack(
                app, "gxp-inference", props("Inference pipeline: no result without a version"), base, training);
        app.synth();
    }

    /** Returns a template that was made, with its keys in order, so that equal stacks have equal text. */
    static String template(Path folder, String name) throws IOException {
        ObjectMapper json = JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
        Object made = json.readValue(folder.resolve(name + ".template.json").toFile(), Object.class);
        var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return json.writer(printer).writeValueAsString(made) + "\n";
    }

    private static StackProps props(String description) {
        return StackProps.builder()
                .description(description)
                .synthesizer(new BootstraplessSynthesizer())
                .build();
    }
}
