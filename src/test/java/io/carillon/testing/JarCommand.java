package io.carillon.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that runs the fat jar of the build, with the flags of the start script that make a short life cheap, and with
 * the classes that {@link ClassArchive} has laid down.
 */
public final class JarCommand {
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private JarCommand() {}

    /** The beginning of a command; arguments of the program follow. */
    public static List<String> with(List<String> jvmArguments) {
        Path jar = Path.of(System.getProperty("carillon.jar"));
        List<String> command = new ArrayList<>();
        command.add(Java.program("java"));
        command.addAll(FLAGS);
        if (Files.exists(ClassArchive.of(jar))) {
            command.add("-XX:SharedArchiveFile=" + ClassArchive.of(jar));
        }
        command.addAll(jvmArguments);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
