// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;

/** Whether a bucket keeps what was there before. */
final class BucketVersioning extends BucketProbe {
    @Override
    public String id() {
        return "bucket-versioning";
    }

    @Override
    public List<String> read() {
        return List.of("s3:GetBucketVersioning");
    }

    @Override
    Finding lookAt(String bucket, Used used, Account account) throws IOException {
        GetBucketVersioningResponse answer = account.s3().getBucketVersioning(request -> request.bucket(bucket));
        Facts facts = new Facts().put("status", answer.statusAsString()).put("mfaDelete", answer.mfaDeleteAsString());
        return answer.status() == BucketVersioningStatus.ENABLED
                ? Finding.pass("it keeps every version of an object", facts)
                : Finding.fail(notSet(), facts);
    }

    @Override
    String notSet() {
        return "it does not keep versions of objects";
    }
}
