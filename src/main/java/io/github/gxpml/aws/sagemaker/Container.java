// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.port.TrainingException;
import io.github.gxpml.port.command.CommandRequest;
import io.github.gxpml.spec.Spec;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Where things lie in a container of a training job, and what it is told of them. docs/sagemaker.md says the same. */
final class Container {
    /** The channel with the request. */
    static final String CHANNEL = "gxp";

    static final String REQUEST = "request.json";
    private static final String DATA = "/opt/ml/input/data/";
    private static final String MODEL = "/opt/ml/model";
    private static final int LONGEST_VARIABLE = 512;

    private Container() {}

    /** Returns where each table is found; its channel has its name. */
    static Map<String, Path> tables(Spec spec, Map<String, Path> files) throws TrainingException {
        var inside = new TreeMap<String, Path>();
        for (var file : files.entrySet()) {
            if (!file.getKey().matches("[A-Za-z0-9._-]{1,64}") || file.getKey().equals(CHANNEL)) {
                throw new TrainingException("table name `" + file.getKey() + "` cannot be the name of a channel of"
                        + " SageMaker; rename it: letters, digits, dots, dashes and underscores, not `gxp`");
            }
            inside.put(file.getKey(), Path.of(DATA + file.getKey() + "/" + fileName(spec, file.getKey())));
        }
        return inside;
    }

    /** Its end says how it is stored, whatever the file is called here. */
    static String fileName(Spec spec, String table) {
        return table + "." + spec.data().tables().get(table).format().name().toLowerCase(Locale.ROOT);
    }

    static Map<String, Object> request(Spec spec, Map<String, Path> files) throws TrainingException {
        return CommandRequest.training(spec, tables(spec, files), Path.of(MODEL));
    }

    static Map<String, String> variables(Spec spec, Map<String, Path> files) throws TrainingException {
        var variables = new TreeMap<>(CommandRequest.variables(spec, tables(spec, files)));
        variables.put("GXP_OUTPUT", MODEL);
        variables.put("GXP_REQUEST", DATA + CHANNEL + "/" + REQUEST);
        for (var variable : variables.entrySet()) {
            if (variable.getValue().length() > LONGEST_VARIABLE) {
                throw new TrainingException("variable " + variable.getKey() + " of the job is longer than "
                        + LONGEST_VARIABLE + " characters, which SageMaker does not take");
            }
        }
        return variables;
    }
}
