// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import io.github.gxpml.aws.preflight.AwsPlatform;
import io.github.gxpml.port.DataSources;
import io.github.gxpml.port.EvidenceStore;
import io.github.gxpml.port.Notifier;
import io.github.gxpml.port.Platform;
import io.github.gxpml.spec.Spec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of AWS a spec asks for, as ports. Nothing is asked over the network before a port is used. */
public final class AwsPorts {
    private AwsPorts() {}

    /**
     * Returns where bundles are kept.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @return the store; empty if the spec names none in AWS
     * @throws IOException if the environment does not say what a client needs
     */
    public static Optional<EvidenceStore> store(Spec spec, Map<String, String> environment) throws IOException {
        return Optional.empty();
    }

    /**
     * Returns the systems that data comes from.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @return the systems; {@link DataSources#NONE} if the spec names none in AWS
     * @throws IOException if the environment does not say what a client needs
     */
    public static DataSources sources(Spec spec, Map<String, String> environment) throws IOException {
        return DataSources.NONE;
    }

    /**
     * Returns who is told.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @return everybody that the spec names
     * @throws IOException if the environment does not say what a client needs
     */
    public static List<Notifier> notifiers(Spec spec, Map<String, String> environment) throws IOException {
        return List.of();
    }

    /**
     * Returns the platform of a spec.
     *
     * @param spec the spec
     * @param environment variables of the process
     * @return the platform; empty if the spec uses nothing of AWS
     * @throws IOException if the environment does not say what a client needs
     */
    public static Optional<Platform> platform(Spec spec, Map<String, String> environment) throws IOException {
        return AwsPlatform.of(spec, environment);
    }
}
