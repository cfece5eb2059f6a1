// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;

/** Whether the account keeps its own log: on, everywhere, of all management events, and so that a change is seen. */
final class Trail implements Probe {
    @Override
    public String id() {
        return "trail";
    }

    @Override
    public List<String> read() {
        return List.of("cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors");
    }

    @Override
    public List<String> subjects(Used used) {
        return used.platform().trail().stream().toList();
    }

    @Override
    public Finding look(String name, Used used, Account account) throws IOException {
        List<software.amazon.awssdk.services.cloudtrail.model.Trail> found = account.cloudTrail()
                .describeTrails(request -> request.trailNameList(name))
                .trailList();
        if (found.size() != 1) {
            return Finding.fail("there is no such trail", new Facts());
        }
        var trail = found.get(0);
        GetTrailStatusResponse status = account.cloudTrail().getTrailStatus(request -> request.name(trail.trailARN()));
        GetEventSelectorsResponse selectors =
                account.cloudTrail().getEventSelectors(request -> request.trailName(trail.trailARN()));
        Facts facts = new Facts()
                .put("arn", trail.trailARN())
                .put("logging", status.isLogging())
                .put("multiRegion", trail.isMultiRegionTrail())
                .put("logFileValidation", trail.logFileValidationEnabled())
                .put("kmsKey", trail.kmsKeyId())
                .put("delivered", status.latestDeliveryTime())
                .put("deliveryError", status.latestDeliveryError())
                .put("digestError", status.latestDigestDeliveryError());
        List<String> problems = new ArrayList<>();
        unless(Boolean.TRUE.equals(status.isLogging()), "it is off", problems);
        unless(Boolean.TRUE.equals(trail.isMultiRegionTrail()), "it covers one region only", problems);
        unless(
                Boolean.TRUE.equals(trail.logFileValidationEnabled()),
                "its files are not validated, so that a change of them is not seen",
                problems);
        unless(
                blank(status.latestDeliveryError()),
                "its last delivery failed: " + status.latestDeliveryError(),
                problems);
        unless(
                blank(status.latestDigestDeliveryError()),
                "its last digest was not delivered: " + status.latestDigestDeliveryError(),
                problems);
        unless(everything(selectors), "it does not keep all management events", problems);
        List<String> unknown =
                status.latestDeliveryTime() == null ? List.of("it has delivered nothing yet") : List.of();
        return Finding.of(problems, unknown, "it is on, in all regions, with validated files", facts);
    }

    private static void unless(boolean good, String problem, List<String> problems) {
        if (!good) {
            problems.add(problem);
        }
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    /** One selector must take all of them; those that narrow it further are not believed to. */
    private static boolean everything(GetEventSelectorsResponse selectors) {
        return selectors.eventSelectors().stream()
                        .anyMatch(one -> Boolean.TRUE.equals(one.includeManagementEvents())
                                && one.readWriteType() == ReadWriteType.ALL)
                || selectors.advancedEventSelectors().stream()
                        .anyMatch(one -> one.fieldSelectors().size() == 1
                                && "eventCategory"
                                        .equals(one.fieldSelectors().get(0).field())
                                && one.fieldSelectors().get(0).equalsValue().contains("Management"));
    }
}
