// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.s3.S3Source;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A flow of Data Wrangler, in S3 or beside the spec. */
final class DataWranglerAsker {
    private DataWranglerAsker() {}

    static Answer ask(Question question) throws IOException {
        Facts facts = new Facts();
        Optional<S3Source> source = S3File.find(question.get("flow"), question.find("flowVersion"));
        if (source.isPresent()) {
            S3File.read(
                    question, facts, "flow", new S3File.Part(source.get(), S3File.SCRIPT, file -> read(file, facts)));
        } else {
            Path file = question.resolve().apply(Path.of(question.get("flow")));
            if (!Files.isRegularFile(file) || Files.size(file) > S3File.SCRIPT) {
                throw new IOException("the flow " + question.get("flow")
                        + " is no file of at most 64 MiB: name one that is there, or its address in S3");
            }
            facts.put("flowSha256", Sha256.of(file));
            read(file, facts);
        }
        return facts.pinned(question, "flowSha256").answer();
    }

    private static void read(Path file, Facts facts) throws IOException {
        try {
            JsonNode flow = Json.foreign(Files.readAllBytes(file));
            facts.put("flowFormat", flow.path("metadata").path("version").asText(""));
            facts.put("nodes", flow.path("nodes").size());
        } catch (IOException e) {
            throw new IOException("the flow is not JSON, as Data Wrangler writes it: " + e.getMessage(), e);
        }
    }
}
