// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import io.github.gxpml.aws.codepipeline.ActionTypeName;
import io.github.gxpml.aws.codepipeline.ActionTypes.Definition;
import io.github.gxpml.aws.codepipeline.ActionTypes.Property;
import io.github.gxpml.aws.codepipeline.ActionTypes.Range;
import io.github.gxpml.aws.codepipeline.CodePipelineJobs;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our custom action type: what its actions are called, configured by, and give out. Nothing else says so again. */
public final class GxpActionType {
    /** Category, unless another one is asked for. */
    public static final String CATEGORY = "Test";

    /** Provider, unless another one is asked for. */
    public static final String PROVIDER = "GxP";

    /** Version, unless another one is asked for. */
    public static final String VERSION = "1";

    /** Property: the queue whose workers take the job. */
    public static final String QUEUE = CodePipelineJobs.QUEUE;

    /** Property: the stage, one of {@link #STAGES}. */
    public static final String STAGE = "Stage";

    /** Property: path of the spec within the source. */
    public static final String CONFIG = "Config";

    /** Property: the input artifact with the source. */
    public static final String SOURCE = "Source";

    /** Property: the output artifact that gets the evidence bundle. */
    public static final String BUNDLE = "Bundle";

    /** Property: the output artifact that gets the model. */
    public static final String MODEL = "Model";

    /** Property: {@code stage/action} of the manual approval that waits for signatures. */
    public static final String APPROVAL_ACTION = "ApprovalAction";

    /** Property: gates beside those of the spec, as JSON. */
    public static final String QUALITY_GATES = "QualityGates";

    /** Property: parameters of a build, as a JSON object. */
    public static final String PARAMETERS = "Parameters";

    /** Every property. */
    static final List<String> PROPERTIES =
            List.of(QUEUE, STAGE, CONFIG, SOURCE, BUNDLE, MODEL, APPROVAL_ACTION, QUALITY_GATES, PARAMETERS);

    /** Not a stage of a run but a look at one: whether its version is released, for after a manual approval. */
    static final String STATUS = "status";

    /** What {@link #STAGE} may be. */
    public static final List<String> STAGES = List.of("train", "validate", "register", STATUS, "monitor");

    /** What {@link #CONFIG} is if it is not set. */
    public static final String DEFAULT_CONFIG = "gxp.yaml";

    /** Output variable: PASS, FAIL or UNDECIDED. */
    public static final String VERDICT = "verdict";

    /** Output variable: a JSON object, numbers by id of their gate. */
    public static final String METRICS = "metrics";

    /** Output variable: the SHA-256 of the sealed bundle, in hexadecimal. */
    public static final String BUNDLE_DIGEST = "bundleDigest";

    /** Output variable: the version of the model that the run is about. */
    public static final String MODEL_VERSION = "modelVersion";

    /** All output variables. */
    public static final List<String> VARIABLES = List.of(VERDICT, METRICS, BUNDLE_DIGEST, MODEL_VERSION);

    /** Fewest and most input artifacts. */
    public static final Range INPUTS = new Range(1, 5);

    /** Fewest and most output artifacts. */
    public static final Range OUTPUTS = new Range(1, 2);

    /** What workers can be asked for by: CodePipeline allows no more. */
    private static final Pattern QUEUE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,20}");

    private static final List<String> CATEGORIES = List.of("Build", "Deploy", "Test", "Invoke");
    private static final Pattern PROVIDER_NAME = Pattern.compile("[0-9A-Za-z_-]{1,35}");
    private static final Pattern VERSION_NAME = Pattern.compile("[0-9A-Za-z_-]{1,9}");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    /** A property in an address must be required, so that it is always there. */
    private static final List<String> PLACES = List.of("Config:" + QUEUE, "Config:" + STAGE, "ExternalExecutionId");

    private static final int LONGEST_ADDRESS = 2048;

    private GxpActionType() {}

    /**
     * Tells whether a text can be the value of {@link #QUEUE}.
     *
     * @param name the text
     * @return true if CodePipeline takes it
     */
    public static boolean isQueue(String name) {
        return QUEUE_NAME.matcher(name).matches();
    }

    /**
     * Names the type.
     *
     * @param category Build, Deploy, Test or Invoke
     * @param provider 1 to 35 letters, digits, dashes or underscores
     * @param version 1 to 9 of the same
     * @return the name
     * @throws IllegalArgumentException if one of them is something else, as one sentence
     */
    public static ActionTypeName name(String category, String provider, String version) {
        if (!CATEGORIES.contains(category)) {
            throw new IllegalArgumentException("the category `" + category
                    + "` is not one that custom actions can have: name one of " + String.join(", ", CATEGORIES));
        }
        if (!PROVIDER_NAME.matcher(provider).matches()) {
            throw new IllegalArgumentException(
                    "the provider `" + provider + "` must be 1 to 35 letters, digits, dashes or underscores");
        }
        if (!VERSION_NAME.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "the version `" + version + "` must be 1 to 9 letters, digits, dashes or underscores");
        }
        return new ActionTypeName(category, provider, version);
    }

    /**
     * Returns what is registered with CodePipeline.
     *
     * @param name of the type
     * @param executionsUrl address of a run, in which {@code {Config:Queue}}, {@code {Config:Stage}} and
     *     {@code {ExternalExecutionId}} are replaced; empty for none
     * @return the definition
     * @throws IllegalArgumentException if the address cannot be one, as one sentence
     */
    public static Definition definition(ActionTypeName name, String executionsUrl) {
        return new Definition(name, properties(), INPUTS, OUTPUTS, "", address(executionsUrl));
    }

    private static List<Property> properties() {
        return List.of(
                new Property(
                        QUEUE, "Workers of this queue take the job: 1 to 20 of A-Z a-z 0-9 _ -", true, true, false),
                required(STAGE, "What to do: " + String.join(", ", STAGES)),
                optional(CONFIG, "The spec, a path within the source (default: " + DEFAULT_CONFIG + ")"),
                optional(SOURCE, "Name of the input artifact with the source; needed if there are several inputs"),
                optional(BUNDLE, "Name of the output artifact that gets the evidence; needed if there are two"),
                optional(MODEL, "Name of the output artifact that gets the model (default: none does)"),
                optional(APPROVAL_ACTION, "stage/action of the manual approval that waits for the signatures"),
                optional(QUALITY_GATES, "Gates beside those of the spec, JSON; they only tighten"),
                optional(PARAMETERS, "Parameters of the Jenkins build, a JSON object of texts"));
    }

    private static Property required(String name, String description) {
        return new Property(name, description, true, false, false);
    }

    private static Property optional(String name, String description) {
        return new Property(name, description, false, false, false);
    }

    private static String address(String template) {
        if (template.isEmpty()) {
            return template;
        }
        if (template.length() > LONGEST_ADDRESS || !template.matches("https?://[^\\s\\p{Cntrl}]+")) {
            throw new IllegalArgumentException("the address of executions must begin with https:// or http://, hold no"
                    + " blanks and have at most " + LONGEST_ADDRESS + " characters");
        }
        Matcher place = PLACE.matcher(template);
        while (place.find()) {
            if (!PLACES.contains(place.group(1))) {
                throw new IllegalArgumentException("`" + place.group() + "` in the address of executions is not known:"
                        + " it may hold {" + String.join("}, {", PLACES) + "}");
            }
        }
        return template;
    }
}
