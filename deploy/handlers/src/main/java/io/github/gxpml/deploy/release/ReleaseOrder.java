// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.release;

import io.github.gxpml.deploy.lambda.Fields;
import io.github.gxpml.deploy.lambda.QueueMessage;
import io.github.gxpml.deploy.lambda.StoredVersion;
import java.util.Optional;

/**
 * The wish that a version be deployed: {@code {"model": "flc-mortality", "version": 7, "bundle": {"bucket": "b", "key":
 * "flc-mortality-7.zip", "versionId": "v"}}}. Whoever may send it decides nothing: the bundle does.
 *
 * @param model name
 * @param version number, which is that of the run
 * @param bundle the sealed bundle, by its version in S3
 * @param digest SHA-256 of the bundle, if the message says which it must be
 * @param rollback whether a version below the one in use is meant
 * @param message id of the message
 */
record ReleaseOrder(
        String model, int version, StoredVersion bundle, Optional<String> digest, boolean rollback, String message) {
    static ReleaseOrder of(QueueMessage message) {
        Fields fields = Fields.of(message.body());
        Fields bundle = fields.object("bundle");
        return new ReleaseOrder(
                fields.model(),
                fields.version("version"),
                bundle.stored(),
                bundle.find("sha256"),
                fields.flag("rollback"),
                message.id());
    }
}
