// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsRequest;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.config.model.ComplianceByConfigRule;
import software.amazon.awssdk.services.config.model.ConfigRuleEvaluationStatus;
import software.amazon.awssdk.services.config.model.ConfigurationItem;
import software.amazon.awssdk.services.config.model.ConformancePackEvaluationResult;
import software.amazon.awssdk.services.config.model.ConformancePackRuleCompliance;
import software.amazon.awssdk.services.config.model.DescribeComplianceByConfigRuleRequest;
import software.amazon.awssdk.services.config.model.DescribeComplianceByConfigRuleResponse;
import software.amazon.awssdk.services.config.model.DescribeConfigRuleEvaluationStatusRequest;
import software.amazon.awssdk.services.config.model.DescribeConfigRuleEvaluationStatusResponse;
import software.amazon.awssdk.services.config.model.DescribeConformancePackComplianceRequest;
import software.amazon.awssdk.services.config.model.DescribeConformancePackComplianceResponse;
import software.amazon.awssdk.services.config.model.GetConformancePackComplianceDetailsRequest;
import software.amazon.awssdk.services.config.model.GetConformancePackComplianceDetailsResponse;
import software.amazon.awssdk.services.config.model.GetResourceConfigHistoryRequest;
import software.amazon.awssdk.services.config.model.GetResourceConfigHistoryResponse;

/**
 * What AWS Config and CloudTrail know; lists come in pages.
 *
 * @param flaws what is wrong
 */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
record AccountLog(Set<Flaw> flaws) {
    private static final Instant EVALUATED = Instant.parse("2026-01-02T03:04:05Z");
    private static final String TRAIL =
            "arn:aws:cloudtrail:" + AwsStandIn.REGION + ":" + AwsStandIn.ACCOUNT + ":trail/audit";
    private static final List<String> RULES = List.of("encrypted-volumes", "s3-bucket-versioning-enabled");

    void answer(AwsStandIn aws) {
        aws.on(DescribeComplianceByConfigRuleRequest.class, this::compliance)
                .on(DescribeConfigRuleEvaluationStatusRequest.class, this::evaluation)
                .on(DescribeConformancePackComplianceRequest.class, this::pack)
                .on(GetConformancePackComplianceDetailsRequest.class, this::details)
                .on(GetResourceConfigHistoryRequest.class, this::history)
                .on(DescribeTrailsRequest.class, request -> trails())
                .on(GetTrailStatusRequest.class, request -> status())
                .on(
                        GetEventSelectorsRequest.class,
                        request -> GetEventSelectorsResponse.builder()
                                .eventSelectors(selector -> selector.includeManagementEvents(true)
                                        .readWriteType(
                                                flaws.contains(Flaw.TRAIL_LEAVES_OUT_READS) ? "WriteOnly" : "All"))
                                .build())
                .on(LookupEventsRequest.class, this::events);
    }

    private DescribeComplianceByConfigRuleResponse compliance(DescribeComplianceByConfigRuleRequest request) {
        if (flaws.contains(Flaw.RULE_IS_MISSING)) {
            throw new ServiceError("NoSuchConfigRuleException", "The ConfigRule provided in the request is invalid.");
        }
        String compliance = flaws.contains(Flaw.RULE_IS_BROKEN) ? "NON_COMPLIANT" : "COMPLIANT";
        return DescribeComplianceByConfigRuleResponse.builder()
                .complianceByConfigRules(ComplianceByConfigRule.builder()
                        .configRuleName(request.configRuleNames().get(0))
                        .compliance(one -> one.complianceType(
                                flaws.contains(Flaw.RULE_HAS_TOO_LITTLE) ? "INSUFFICIENT_DATA" : compliance))
                        .build())
                .build();
    }

    private DescribeConfigRuleEvaluationStatusResponse evaluation(DescribeConfigRuleEvaluationStatusRequest request) {
        ConfigRuleEvaluationStatus.Builder status = ConfigRuleEvaluationStatus.builder()
                .configRuleName(request.configRuleNames().get(0));
        if (!flaws.contains(Flaw.RULE_WAS_NEVER_EVALUATED)) {
            status.lastSuccessfulEvaluationTime(EVALUATED);
        }
        if (flaws.contains(Flaw.RULE_FAILED_TO_EVALUATE)) {
            status.lastFailedEvaluationTime(EVALUATED.plusSeconds(60)).lastErrorCode("AccessDenied");
        }
        return DescribeConfigRuleEvaluationStatusResponse.builder()
                .configRulesEvaluationStatus(status.build())
                .build();
    }

    private DescribeConformancePackComplianceResponse pack(DescribeConformancePackComplianceRequest request) {
        if (flaws.contains(Flaw.PACK_IS_MISSING)) {
            throw new ServiceError("NoSuchConformancePackException", "You specified one or more conformance packs");
        }
        if (flaws.contains(Flaw.PACK_IS_EMPTY)) {
            return DescribeConformancePackComplianceResponse.builder()
                    .conformancePackName(request.conformancePackName())
                    .conformancePackRuleComplianceList(List.of())
                    .build();
        }
        boolean second = "two".equals(request.nextToken());
        String bad = flaws.contains(Flaw.PACK_IS_BROKEN) ? "NON_COMPLIANT" : "COMPLIANT";
        String last = flaws.contains(Flaw.PACK_HAS_TOO_LITTLE) ? "INSUFFICIENT_DATA" : bad;
        return DescribeConformancePackComplianceResponse.builder()
                .conformancePackName(request.conformancePackName())
                .conformancePackRuleComplianceList(ConformancePackRuleCompliance.builder()
                        .configRuleName(RULES.get(second ? 1 : 0))
                        .complianceType(second ? last : "COMPLIANT")
                        .build())
                .nextToken(second ? null : "two")
                .build();
    }

    private GetConformancePackComplianceDetailsResponse details(GetConformancePackComplianceDetailsRequest request) {
        boolean second = "two".equals(request.nextToken());
        boolean none = second && flaws.contains(Flaw.PACK_WAS_NEVER_EVALUATED);
        List<ConformancePackEvaluationResult> results = none
                ? List.of()
                : List.of(ConformancePackEvaluationResult.builder()
                        .complianceType("COMPLIANT")
                        .configRuleInvokedTime(EVALUATED)
                        .resultRecordedTime(EVALUATED)
                        .evaluationResultIdentifier(id -> id.evaluationResultQualifier(of ->
                                of.configRuleName(RULES.get(second ? 1 : 0)).resourceId("gxp-work")))
                        .build());
        return GetConformancePackComplianceDetailsResponse.builder()
                .conformancePackName(request.conformancePackName())
                .conformancePackRuleEvaluationResults(results)
                .nextToken(second ? null : "two")
                .build();
    }

    private GetResourceConfigHistoryResponse history(GetResourceConfigHistoryRequest request) {
        ConfigurationItem.Builder item = ConfigurationItem.builder()
                .resourceId(request.resourceId())
                .resourceType(request.resourceType())
                .configuration("{\"name\": \"" + request.resourceId() + "\"}")
                .configurationItemStatus("OK")
                .configurationStateId("1");
        item.configurationItemCaptureTime(
                flaws.contains(Flaw.BUCKET_CHANGED_MEANWHILE)
                        ? request.laterTime().minusSeconds(1)
                        : EVALUATED);
        return GetResourceConfigHistoryResponse.builder()
                .configurationItems(flaws.contains(Flaw.NOTHING_RECORDED) ? List.of() : List.of(item.build()))
                .build();
    }

    private DescribeTrailsResponse trails() {
        if (flaws.contains(Flaw.TRAIL_IS_MISSING)) {
            return DescribeTrailsResponse.builder().trailList(List.of()).build();
        }
        return DescribeTrailsResponse.builder()
                .trailList(Trail.builder()
                        .name("audit")
                        .trailARN(TRAIL)
                        .isMultiRegionTrail(!flaws.contains(Flaw.TRAIL_OF_ONE_REGION))
                        .logFileValidationEnabled(!flaws.contains(Flaw.TRAIL_WITHOUT_VALIDATION))
                        .build())
                .build();
    }

    private GetTrailStatusResponse status() {
        GetTrailStatusResponse.Builder status =
                GetTrailStatusResponse.builder().isLogging(!flaws.contains(Flaw.TRAIL_IS_OFF));
        if (!flaws.contains(Flaw.TRAIL_HAS_DELIVERED_NOTHING)) {
            status.latestDeliveryTime(EVALUATED);
        }
        if (flaws.contains(Flaw.TRAIL_DOES_NOT_DELIVER)) {
            status.latestDeliveryError("NoSuchBucket");
        }
        return status.build();
    }

    private LookupEventsResponse events(LookupEventsRequest request) {
        String of = request.lookupAttributes().get(0).attributeValue();
        boolean session =
                request.lookupAttributes().get(0).attributeKeyAsString().equals("Username");
        if (session) {
            boolean second = "two".equals(request.nextToken());
            return LookupEventsResponse.builder()
                    .events(event(of + (second ? "-2" : "-1"), "CreateTrainingJob", request, "aws-sdk-java/2", of))
                    .nextToken(second ? null : "two")
                    .build();
        }
        boolean ours = of.equals("gxp-work");
        if (ours && flaws.contains(Flaw.CHANGED_BY_ANOTHER)) {
            return LookupEventsResponse.builder()
                    .events(event("e-9", "PutBucketPolicy", request, "aws-cli/2", "somebody"))
                    .build();
        }
        if (ours && flaws.contains(Flaw.CHANGED_IN_THE_CONSOLE)) {
            return LookupEventsResponse.builder()
                    .events(event("e-9", "PutBucketPolicy", request, "console.amazonaws.com", "gxp-train-x"))
                    .build();
        }
        return LookupEventsResponse.builder().events(List.of()).build();
    }

    private static Event event(String id, String name, LookupEventsRequest request, String agent, String session) {
        String role = session.startsWith("gxp-") ? session.replaceFirst("^(gxp-[a-z]+)-.*", "$1") : "people";
        return Event.builder()
                .eventId(id)
                .eventName(name)
                .eventSource("sagemaker.amazonaws.com")
                .readOnly("false")
                .eventTime(request.endTime().minusSeconds(5))
                .accessKeyId("ASIASECRETKEYID")
                .resources(resource -> resource.resourceName("gxp-work"))
                .cloudTrailEvent(
                        "{\"userAgent\": \"" + agent + "\", \"sourceIPAddress\": \"192.0.2.7\", \"userIdentity\":"
                                + " {\"type\": \"AssumedRole\", \"accessKeyId\": \"ASIASECRETKEYID\", \"arn\": \"arn:aws:sts::"
                                + AwsStandIn.ACCOUNT + ":assumed-role/" + role + "/" + session
                                + "\"}, \"requestParameters\": {\"environment\": {\"PASSWORD\": \"secret-of-somebody\"}}}")
                .build();
    }
}
