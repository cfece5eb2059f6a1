// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.aws.s3.Comparison;
import io.github.gxpml.aws.s3.S3Objects;
import io.github.gxpml.aws.s3.S3Source;
import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The version of an object: the only source whose content the service knows. */
final class S3Asker {
    private S3Asker() {}

    static Answer ask(Question question) throws IOException {
        try (S3Objects objects = question.objects()) {
            Comparison compared = objects.compare(source(question), question.file());
            Facts facts = new Facts();
            compared.found().forEach(facts::put);
            Optional<String> digest =
                    Optional.ofNullable(compared.found().get("eTag")).map(eTag -> "etag:" + eTag);
            return facts.answer(compared.same(), digest, compared.difference());
        }
    }

    static void fetch(Question question, Path target) throws IOException {
        try (S3Objects objects = question.objects()) {
            objects.get(source(question), target);
        }
    }

    private static S3Source source(Question question) {
        return new S3Source(question.get("bucket"), question.get("key"), question.find("versionId"));
    }
}
