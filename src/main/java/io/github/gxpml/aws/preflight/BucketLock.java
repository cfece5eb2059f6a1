// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.spec.EvidenceSpec;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;

/** Whether the bucket of the evidence can keep it from being deleted, where the spec asks for a lock. */
final class BucketLock extends BucketProbe {
    @Override
    public String id() {
        return "bucket-object-lock";
    }

    @Override
    public List<String> read() {
        return List.of("s3:GetObjectLockConfiguration");
    }

    @Override
    public List<String> subjects(Used used) {
        return used.store().filter(store -> store.lock().isPresent()).stream()
                .map(EvidenceSpec.S3Store::place)
                .map(place -> "s3://" + place.bucket())
                .toList();
    }

    @Override
    Finding lookAt(String bucket, Used used, Account account) throws IOException {
        ObjectLockConfiguration lock = account.s3()
                .getObjectLockConfiguration(request -> request.bucket(bucket))
                .objectLockConfiguration();
        if (lock == null || lock.objectLockEnabled() != ObjectLockEnabled.ENABLED) {
            return Finding.fail(notSet(), new Facts());
        }
        DefaultRetention usual = lock.rule() == null ? null : lock.rule().defaultRetention();
        Facts facts = new Facts().put("enabled", lock.objectLockEnabledAsString());
        if (usual != null) {
            facts.put("mode", usual.modeAsString()).put("days", usual.days()).put("years", usual.years());
        }
        return Finding.pass("it locks objects", facts);
    }

    @Override
    String notSet() {
        return "it cannot lock objects: make a bucket with Object Lock";
    }
}
