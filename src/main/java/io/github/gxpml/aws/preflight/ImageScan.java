// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecr.model.DescribeImageScanFindingsResponse;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ScanNotFoundException;
import software.amazon.awssdk.services.ecr.model.ScanStatus;

/** Whether an image is in its registry by this digest, and what the scan of it found. */
final class ImageScan implements Probe {
    private static final Pattern ADDRESS = Pattern.compile(
            "(\\d{12})\\.dkr\\.ecr(?:-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/([^@:]+)(?::[^@]+)?@(sha256:[0-9a-f]{64})");
    private static final List<String> GRAVE = List.of("CRITICAL", "HIGH");

    @Override
    public String id() {
        return "image";
    }

    @Override
    public List<String> read() {
        return List.of("ecr:DescribeImages", "ecr:DescribeImageScanFindings");
    }

    @Override
    public List<String> subjects(Used used) {
        return used.images();
    }

    @Override
    public Finding look(String image, Used used, Account account) throws IOException {
        Matcher address = ADDRESS.matcher(image);
        if (!address.matches()) {
            return image.contains("@sha256:")
                    ? Finding.undecided("it is in no private registry of ECR, whose scan could be read", new Facts())
                    : Finding.fail("it is not named by its digest", new Facts());
        }
        if (!address.group(2).equals(account.region())) {
            return Finding.undecided(
                    "its registry is in " + address.group(2) + ", the account is looked at in " + account.region(),
                    new Facts());
        }
        ImageIdentifier id =
                ImageIdentifier.builder().imageDigest(address.group(4)).build();
        List<ImageDetail> details = account.ecr()
                .describeImages(request -> request.registryId(address.group(1))
                        .repositoryName(address.group(3))
                        .imageIds(id))
                .imageDetails();
        if (details.size() != 1 || !address.group(4).equals(details.get(0).imageDigest())) {
            return Finding.undecided("the registry does not know this digest", new Facts());
        }
        Facts facts = new Facts()
                .put("pushed", details.get(0).imagePushedAt())
                .put("tags", details.get(0).imageTags());
        try {
            return findings(account, address, id, facts);
        } catch (ScanNotFoundException e) {
            return Finding.undecided("it was never scanned: have it scanned on push", facts);
        }
    }

    private static Finding findings(Account account, Matcher address, ImageIdentifier id, Facts facts)
            throws IOException {
        DescribeImageScanFindingsResponse scan = account.ecr()
                .describeImageScanFindings(request -> request.registryId(address.group(1))
                        .repositoryName(address.group(3))
                        .imageId(id));
        ScanStatus status =
                scan.imageScanStatus() == null ? null : scan.imageScanStatus().status();
        facts.put("scan", status);
        if (status != ScanStatus.COMPLETE && status != ScanStatus.ACTIVE || scan.imageScanFindings() == null) {
            return Finding.undecided("its scan is " + status + ", which says nothing", facts);
        }
        Map<String, Integer> counts = new TreeMap<>(scan.imageScanFindings().findingSeverityCountsAsStrings());
        Instant completed = scan.imageScanFindings().imageScanCompletedAt();
        facts.put("scanned", completed);
        counts.forEach((severity, count) -> facts.put("findings " + severity, count));
        List<String> problems = new ArrayList<>();
        GRAVE.stream()
                .filter(severity -> counts.getOrDefault(severity, 0) > 0)
                .forEach(severity -> problems.add(counts.get(severity) + " findings are " + severity));
        return Finding.of(problems, "it is there by its digest, and its scan found nothing critical or high", facts);
    }
}
