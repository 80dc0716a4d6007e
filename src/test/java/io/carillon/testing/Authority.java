package io.carillon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority of a test, made with the JDK's keytool: PEM files of it and of what it issues for loopback. */
public final class Authority {
    private static final String PASSWORD = "changeit";

    private final Path directory;

    private Authority(Path directory) {
        this.directory = directory;
    }

    public static Authority in(Path parent, String name) {
        try {
            Authority authority = new Authority(Files.createDirectory(parent.resolve(name)));
            authority.make("ca", "-ext", "bc:c");
            authority.keytool(
                    "ca",
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    "ca",
                    "-file",
                    authority.certificate("ca").toString());
            return authority;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a key and a certificate for 127.0.0.1 and localhost. */
    public void issue(String name) {
        make(name);
        String request = directory.resolve(name + ".csr").toString();
        keytool(name, "-certreq", "-alias", name, "-file", request);
        keytool(
                "ca",
                "-gencert",
                "-alias",
                "ca",
                "-rfc",
                "-infile",
                request,
                "-outfile",
                certificate(name).toString(),
                "-ext",
                "san=ip:127.0.0.1,dns:localhost");
        writeKey(name);
    }

    public Path certificate(String name) {
        return directory.resolve(name + ".pem");
    }

    public Path key(String name) {
        return directory.resolve(name + ".key");
    }

    private void make(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
        arguments.addAll(List.of("-alias", name, "-dname", "CN=" + name, "-validity", "30"));
        arguments.addAll(List.of(more));
        keytool(name, arguments.toArray(String[]::new));
    }

    private void keytool(String store, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store(store).toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new AssertionError(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path store(String name) {
        return directory.resolve(name + ".p12");
    }

    private void writeKey(String name) {
        try (var file = Files.newInputStream(store(name))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD.toCharArray());
            PrivateKey key = (PrivateKey) store.getKey(name, PASSWORD.toCharArray());
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
            Files.writeString(key(name), "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
