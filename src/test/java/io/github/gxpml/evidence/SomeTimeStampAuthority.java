// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A real time-stamp authority (RFC 3161) on this machine, which a test may let misbehave. */
public final class SomeTimeStampAuthority implements AutoCloseable {
    private final HttpServer server;
    private final KeyPair pair = SomeCa.rsa();
    private final X509Certificate certificate;
    private final SomeCa ca;
    private final Supplier<Instant> clock;
    private UnaryOperator<byte[]> request = bytes -> bytes;
    private UnaryOperator<byte[]> response = bytes -> bytes;
    private int status = 200;
    private long serial = 1;

    private SomeTimeStampAuthority(SomeCa ca, SomeCa.Use use, Supplier<Instant> clock) throws IOException {
        this.ca = ca;
        this.clock = clock;
        this.certificate = ca.issue("Time", pair.getPublic(), use);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Starts an authority below a root. */
    public static SomeTimeStampAuthority start(SomeCa ca, Supplier<Instant> clock) throws IOException {
        return new SomeTimeStampAuthority(ca, SomeCa.Use.TIME_STAMPS, clock);
    }

    static SomeTimeStampAuthority start(SomeCa ca, SomeCa.Use use, Supplier<Instant> clock) throws IOException {
        return new SomeTimeStampAuthority(ca, use, clock);
    }

    /** Changes what is asked before it is looked at. */
    void mishears(UnaryOperator<byte[]> change) {
        request = change;
    }

    /** Changes the answer. */
    void answersWith(int code, UnaryOperator<byte[]> change) {
        status = code;
        response = change;
    }

    /** Returns the address. */
    public URI address() {
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/tsa");
    }

    byte[] stamp(byte[] query) {
        try {
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withRSA", pair.getPrivate(), certificate),
                    digests.get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                    new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"));
            tokens.addCertificates(new JcaCertStore(new ArrayList<>(List.of(certificate, ca.certificate()))));
            return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(new TimeStampRequest(query), BigInteger.valueOf(serial++), Date.from(clock.get()))
                    .getEncoded();
        } catch (TSPException | GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("no time stamp for the test", e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = status == 200
                    ? response.apply(stamp(request.apply(exchange.getRequestBody().readAllBytes())))
                    : new byte[0];
            exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
