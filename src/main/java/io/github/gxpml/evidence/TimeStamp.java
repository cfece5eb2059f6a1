// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Selector;

/**
 * A time stamp (RFC 3161) that was checked: what it is about, its signature, that the signer's certificate is one for
 * time stamps and was valid then. Does not know whether that certificate was revoked.
 *
 * @param at when, by the authority's clock
 * @param authority whom the certificate names
 */
record TimeStamp(Instant at, String authority) {
    static final int MAX_BYTES = 1 << 20;
    /** PKIStatus. */
    private static final int GRANTED = 0;

    /**
     * Checks a time stamp as far as that goes without a root.
     *
     * @param response as it is kept, DER
     * @param data what it must be about
     */
    static TimeStamp check(byte[] response, byte[] data) throws EvidenceException {
        return read(response, data).stamp();
    }

    /**
     * Checks a time stamp up to a root.
     *
     * @param response as it is kept, DER
     * @param data what it must be about
     * @param roots of time-stamp authorities that are believed
     */
    static TimeStamp check(byte[] response, byte[] data, Set<X509Certificate> roots) throws EvidenceException {
        Read read = read(response, data);
        if (roots.isEmpty()) {
            throw new EvidenceException("the time stamp is by " + BagName.shown(read.stamp.authority)
                    + ", and no root of a time-stamp authority is trusted here: pass --timestamp-root FILE");
        }
        read.follow(roots);
        return read.stamp;
    }

    /**
     * Returns an answer as it is kept: granted, without the text that an authority may add and does not sign.
     *
     * @param response what the authority answered, DER
     */
    static byte[] kept(byte[] response) throws EvidenceException {
        try {
            ASN1Sequence answer = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(response));
            if (new TimeStampResponse(response).getStatus() > 1 || answer.size() != 2) {
                throw new EvidenceException("the time-stamp authority refused");
            }
            var status = new DERSequence(new ASN1Integer(GRANTED));
            return new DLSequence(new ASN1Encodable[] {status, answer.getObjectAt(1)}).getEncoded();
        } catch (EvidenceException e) {
            throw e;
        } catch (TSPException | IOException | RuntimeException e) {
            throw new EvidenceException("the time stamp is damaged: " + EvidenceException.reason(e), e);
        }
    }

    /** A token whose signature holds, with its certificates. */
    private record Read(TimeStamp stamp, X509Certificate signer, List<X509Certificate> certificates) {
        void follow(Set<X509Certificate> roots) throws EvidenceException {
            try {
                var wanted = new X509CertSelector();
                wanted.setCertificate(signer);
                var parameters = new PKIXBuilderParameters(
                        roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()), wanted);
                parameters.setRevocationEnabled(false);
                parameters.setDate(Date.from(stamp.at));
                parameters.addCertStore(
                        CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates)));
                CertPathBuilder.getInstance("PKIX").build(parameters);
            } catch (CertPathBuilderException e) {
                throw new EvidenceException(
                        "the certificate of the time-stamp authority " + BagName.shown(stamp.authority)
                                + " does not lead to a root that is trusted for time stamps here",
                        e);
            } catch (GeneralSecurityException e) {
                throw new EvidenceException("the time stamp's certificates cannot be checked: " + e.getMessage(), e);
            }
        }
    }

    private static Read read(byte[] response, byte[] data) throws EvidenceException {
        try {
            TimeStampToken token = token(response);
            var info = token.getTimeStampInfo();
            byte[] imprint = Sha256.digest().digest(data);
            if (!info.getMessageImprintAlgOID().equals(NISTObjectIdentifiers.id_sha256)
                    || !Arrays.equals(info.getMessageImprintDigest(), imprint)) {
                throw new EvidenceException("the time stamp is about something else than this seal's signature");
            }
            List<X509Certificate> all = new ArrayList<>();
            for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
                all.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
            X509CertificateHolder signer = signer(token);
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
            var stamp = new TimeStamp(
                    info.getGenTime().toInstant(), signer.getSubject().toString());
            return new Read(stamp, new JcaX509CertificateConverter().getCertificate(signer), all);
        } catch (EvidenceException e) {
            throw e;
        } catch (TSPException | GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new EvidenceException("the time stamp does not hold: " + EvidenceException.reason(e), e);
        } catch (RuntimeException e) {
            throw new EvidenceException("the time stamp is damaged: " + EvidenceException.reason(e), e);
        }
    }

    private static TimeStampToken token(byte[] response) throws IOException, TSPException {
        if (!Arrays.equals(kept(response), response)) {
            throw new EvidenceException("the time stamp is not written as it is kept");
        }
        var read = new TimeStampResponse(response);
        return read.getTimeStampToken();
    }

    @SuppressWarnings("unchecked")
    private static X509CertificateHolder signer(TimeStampToken token) throws EvidenceException {
        Collection<X509CertificateHolder> signers =
                token.getCertificates().getMatches((Selector<X509CertificateHolder>) token.getSID());
        if (signers.size() != 1) {
            throw new EvidenceException("the time stamp does not hold the certificate that it is signed with");
        }
        return signers.iterator().next();
    }
}
