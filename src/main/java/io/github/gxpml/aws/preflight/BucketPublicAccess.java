// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/** Whether nothing can open a bucket to the public. */
final class BucketPublicAccess extends BucketProbe {
    @Override
    public String id() {
        return "bucket-public-access";
    }

    @Override
    public List<String> read() {
        return List.of("s3:GetPublicAccessBlock");
    }

    @Override
    Finding lookAt(String bucket, Used used, Account account) throws IOException {
        PublicAccessBlockConfiguration block = account.s3()
                .getPublicAccessBlock(request -> request.bucket(bucket))
                .publicAccessBlockConfiguration();
        if (block == null) {
            return Finding.fail(notSet(), new Facts());
        }
        Facts facts = new Facts()
                .put("blockPublicAcls", block.blockPublicAcls())
                .put("ignorePublicAcls", block.ignorePublicAcls())
                .put("blockPublicPolicy", block.blockPublicPolicy())
                .put("restrictPublicBuckets", block.restrictPublicBuckets());
        boolean all = facts.map().size() == 4 && !facts.map().containsValue("false");
        return all ? Finding.pass("nothing can open it to the public", facts) : Finding.fail(notSet(), facts);
    }

    @Override
    String notSet() {
        return "it does not block public access in all four ways";
    }
}
