// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the API token of Jenkins comes from. It is asked for each request, so that a token can be changed in between.
 */
@FunctionalInterface
interface JenkinsToken {
    /** The variable that holds the token. */
    String VARIABLE = "GXP_JENKINS_TOKEN";

    /** The variable that names a file with the token. */
    String FILE_VARIABLE = "GXP_JENKINS_TOKEN_FILE";

    /** A token is 34 characters; whatever is much longer is another file. */
    int LONGEST = 4096;

    /**
     * Returns the token. It goes nowhere but into the header of a request.
     *
     * @return printable characters
     * @throws IOException if there is none
     */
    String read() throws IOException;

    /** Finds the token in variables of the environment; the file wins, as it can be changed while the worker runs. */
    static JenkinsToken of(Map<String, String> environment) {
        Optional<String> file = Optional.ofNullable(environment.get(FILE_VARIABLE));
        if (file.isPresent()) {
            Path path = Path.of(file.get());
            return () -> checked(fromFile(path), "the file that " + FILE_VARIABLE + " names");
        }
        String token = environment.get(VARIABLE);
        if (token == null) {
            throw new IllegalArgumentException("There is no API token for Jenkins: put one into the variable "
                    + VARIABLE + ", or the path of a file with one into " + FILE_VARIABLE + ".");
        }
        return () -> checked(token, "the variable " + VARIABLE);
    }

    private static String fromFile(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return new String(in.readNBytes(LONGEST + 1), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException(
                    "the file with the API token that " + FILE_VARIABLE + " names cannot be read: " + path, e);
        }
    }

    private static String checked(String text, String where) throws IOException {
        String token = text.strip();
        if (token.isEmpty() || token.length() > LONGEST || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IOException("what " + where + " holds is no API token of Jenkins: one word of ASCII characters");
        }
        return token;
    }
}
