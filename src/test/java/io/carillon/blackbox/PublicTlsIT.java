package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.carillon.testing.SelfSigned;
import io.carillon.wire.Frame;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS of the public listener, seen by clients of the JDK that trust everybody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicTlsIT {
    private static final int DEADLINE_MILLIS = 10_000;

    private Path directory;

    private CarillonProcess node;

    @BeforeAll
    void start(@TempDir Path files) throws Exception {
        directory = files;
        SelfSigned.write(directory, "old", "old.example", "RSA", "2048");
        SelfSigned.write(directory, "new", "new.example", "EC", "256");
        install("old", "old");
        node = CarillonProcess.start(NodeConf.open()
                .with("server.tls.certificate", directory.resolve("now.crt").toString())
                .with("server.tls.key", directory.resolve("now.key").toString()));
    }

    @AfterAll
    void stop() {
        try (CarillonProcess ending = node) {
            assertThat(ending.output()).doesNotContain("Exception");
        }
    }

    @BeforeEach
    void begin() throws IOException {
        install("old", "old");
        reload();
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_AES_128_GCM_SHA256",
        "TLSv1.3, TLS_AES_256_GCM_SHA384",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    })
    void whatIsForwardSecretAndAuthenticatedIsSpoken(String version, String suite) throws Exception {
        try (SSLSocket socket = connect(version, suite)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(socket.getSession().getCipherSuite()).isEqualTo(suite);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_RSA_WITH_AES_256_CBC_SHA256",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"
            })
    void otherSuitesAreNot(String suite) {
        assertThatThrownBy(() -> connect("TLSv1.2", suite).close()).isInstanceOf(SSLException.class);
    }

    @Test
    void aClientThatNegotiatesAgainIsCut() throws Exception {
        try (SSLSocket socket = connect("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")) {
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        while (socket.getInputStream().read() >= 0) {
                            assertThat(socket.isConnected()).isTrue();
                        }
                        throw new IOException("ended");
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    /** One read of a TLS socket gives one record at most, and a flush makes a record. */
    @Test
    void theAnswerToTheHandshakeLeavesAlone() throws Exception {
        try (SSLSocket socket = connect("TLSv1.3", "TLS_AES_128_GCM_SHA256")) {
            socket.getOutputStream()
                    .write(UpgradeRequest.to("/ws")
                            .bearer(node.tokens().of("alice"))
                            .bytes());
            assertThat(read(socket)).startsWith("HTTP/1.1 101 ").endsWith("\r\n\r\n");
            assertThat(read(socket)).contains("\"welcome\"");
        }
    }

    @Test
    void aRenewedCertificateIsForThoseWhoComeAndNobodyIsCut() throws Exception {
        try (SSLSocket socket = connect("TLSv1.3", "TLS_AES_128_GCM_SHA256")) {
            assertThat(subject(socket)).isEqualTo("CN=old.example");
            socket.getOutputStream()
                    .write(UpgradeRequest.to("/ws")
                            .bearer(node.tokens().of("alice"))
                            .bytes());
            assertThat(read(socket)).startsWith("HTTP/1.1 101 ");
            assertThat(read(socket)).contains("\"welcome\"");
            install("new", "new");
            assertThat(new JsonObject(reload().body()).getJsonArray("changed"))
                    .isEqualTo(new JsonArray().add("server.tls"));
            assertThat(presented()).isEqualTo("CN=new.example");
            socket.getOutputStream().write(Frame.text("{\"type\":\"ping\"}").bytes());
            assertThat(read(socket)).contains("\"pong\"");
        }
    }

    @Test
    void theSignalDoesTheSame() throws Exception {
        install("new", "new");
        node.hangUp();
        Await.until("the new certificate is presented", () -> presented().equals("CN=new.example"));
    }

    @Test
    void filesThatDoNotFitChangeNothingAndAreReported() throws Exception {
        install("new", "old");
        HttpResponse<String> answer = reload();
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body())
                        .getJsonArray("problems")
                        .getJsonObject(0)
                        .getString("path"))
                .isEqualTo("server.tls.key");
        Files.writeString(directory.resolve("now.crt"), "no certificate");
        assertThat(reload().statusCode()).isEqualTo(400);
        Files.delete(directory.resolve("now.crt"));
        assertThat(reload().statusCode()).isEqualTo(400);
        assertThat(presented()).isEqualTo("CN=old.example");
        assertThat(node.output()).contains("Configuration not changed").contains("server.tls.key");
    }

    private void install(String certificate, String key) throws IOException {
        Files.copy(
                directory.resolve(certificate + ".crt"),
                directory.resolve("now.crt"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(directory.resolve(key + ".key"), directory.resolve("now.key"), StandardCopyOption.REPLACE_EXISTING);
    }

    private HttpResponse<String> reload() {
        return node.ops("POST", "/api/reload", "");
    }

    private String presented() {
        try (SSLSocket socket = connect("TLSv1.3", "TLS_AES_128_GCM_SHA256")) {
            return subject(socket);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String subject(SSLSocket socket) throws SSLException {
        X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return certificate.getSubjectX500Principal().getName();
    }

    private static String read(SSLSocket socket) throws IOException {
        byte[] record = new byte[32_768];
        int length = socket.getInputStream().read(record);
        return length < 0 ? "end" : new String(record, 0, length, StandardCharsets.ISO_8859_1);
    }

    private SSLSocket connect(String version, String suite) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), node.port());
        try {
            socket.setSoTimeout(DEADLINE_MILLIS);
            socket.setEnabledProtocols(new String[] {version});
            socket.setEnabledCipherSuites(new String[] {suite});
            socket.startHandshake();
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    /** Whoever it is. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
