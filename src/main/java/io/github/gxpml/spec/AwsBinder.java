// SPDX-License-Identifier: MIT
package io.github.gxpml.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Turns the parts of a spec that speak of AWS into records. */
final class AwsBinder {
    private AwsBinder() {}

    static AwsSpec aws(Part part) {
        return new AwsSpec(
                part.at("region").text(),
                each(part.at("roles"), role -> role.text("")),
                part.at("results").text(),
                part.at("topic").text(),
                Binder.present(part.at("mail"))
                        .map(mail -> new AwsSpec.Mail(
                                Binder.required(mail.at("from")), mail.at("to").texts())),
                part.at("events").text(),
                part.at("metrics").text());
    }

    static PlatformSpec platform(Part part) {
        return new PlatformSpec(
                part.at("require").texts(),
                part.at("packs").texts(),
                part.at("rules").texts(),
                part.at("trail").text(),
                part.at("endpoints").texts());
    }

    static SageMakerSpec sageMaker(Part part) {
        return new SageMakerSpec(
                Binder.required(part.at("role")),
                part.at("image").text(),
                S3Place.of(Binder.required(part.at("bucket"))),
                new SageMakerSpec.Machines(
                        part.at("instance").text(Defaults.INSTANCE),
                        whole(part.at("instances"), Defaults.INSTANCES),
                        whole(part.at("volume"), Defaults.VOLUME)),
                new SageMakerSpec.Network(
                        part.at("subnets").texts(),
                        part.at("securityGroups").texts(),
                        truth(part.at("isolated"), Defaults.ISOLATED),
                        truth(part.at("encryptTraffic"), Defaults.ENCRYPT_TRAFFIC)),
                part.at("kmsKey").text(),
                part.at("predictions").constant(SageMakerSpec.Predictions.class, Defaults.PREDICTIONS),
                part.at("endpoint").text(),
                part.at("experiment").text(),
                Binder.present(part.at("tuning")).map(AwsBinder::tuning),
                Binder.present(part.at("pipeline")).map(AwsBinder::pipeline));
    }

    static MonitorSpec.Endpoint endpoint(Part part, Part scoring) {
        return new MonitorSpec.Endpoint(
                part.at("name").text().orElseGet(() -> Binder.required(scoring)),
                part.at("variant").text(Defaults.VARIANT),
                whole(part.at("hours"), Defaults.HOURS),
                part.at("sampling").whole().map(Math::toIntExact));
    }

    static RegisterSpec.Aws registry(Part part) {
        return new RegisterSpec.Aws(
                Binder.required(part.at("table")),
                S3Place.of(Binder.required(part.at("bucket"))),
                part.at("kmsKey").text(),
                part.at("group").text(),
                part.at("image").text());
    }

    static EvidenceSpec.S3Store store(String address, Part part) {
        return new EvidenceSpec.S3Store(
                S3Place.of(address),
                part.at("kmsKey").text(),
                Binder.present(part.at("lock")).map(lock -> lock.constant(EvidenceSpec.S3Store.Lock.class, "")));
    }

    private static SageMakerSpec.Tuning tuning(Part part) {
        return new SageMakerSpec.Tuning(
                Binder.required(part.at("metric")),
                part.at("regex").text(),
                part.at("goal").constant(SageMakerSpec.Tuning.Goal.class, Defaults.GOAL),
                part.at("strategy").constant(SageMakerSpec.Tuning.Strategy.class, Defaults.STRATEGY),
                whole(part.at("trials"), 0),
                whole(part.at("parallel"), Defaults.PARALLEL),
                each(part.at("ranges"), AwsBinder::range));
    }

    private static SageMakerSpec.Range range(Part part) {
        return new SageMakerSpec.Range(
                part.at("min").text(),
                part.at("max").text(),
                truth(part.at("whole"), Defaults.WHOLE),
                part.at("scale").constant(SageMakerSpec.Range.Scale.class, Defaults.SCALE),
                part.at("values").texts());
    }

    private static SageMakerSpec.Pipeline pipeline(Part part) {
        return new SageMakerSpec.Pipeline(
                Binder.required(part.at("name")),
                Binder.required(part.at("step")),
                each(part.at("parameters"), value -> value.text("")));
    }

    private static int whole(Part part, long otherwise) {
        return Math.toIntExact(part.whole().orElse(otherwise));
    }

    private static boolean truth(Part part, boolean otherwise) {
        return part.text().map(Boolean::parseBoolean).orElse(otherwise);
    }

    private static <T> Map<String, T> each(Part part, Function<Part, T> bind) {
        var map = new LinkedHashMap<String, T>();
        part.entries().forEach((name, value) -> map.put(name, bind.apply(value)));
        return map;
    }
}
