package io.millrace.core.architecture;

import java.util.List;
import java.util.Set;

/**
 * What the architecture rules need to know of one module.
 *
 * @param rootPackage the package below which all its classes live
 * @param kind how strict the rules are
 * @param allowedPackages package patterns, as ArchUnit writes them, that its classes may depend on beside their own
 * @param publicTypes binary names of its public types; unused for programs
 */
public record ModuleHouse(String rootPackage, Kind kind, List<String> allowedPackages, Set<String> publicTypes) {

    /** How strict the rules are. */
    public enum Kind {
        /** Does the work itself: a library that must not lean on the JDK's own pools and blocking queues. */
        ENGINE,
        /** A library over an engine. */
        LIBRARY,
        /** Has a main method, may write to standard output, exports nothing. */
        PROGRAM
    }

    public ModuleHouse {
        allowedPackages = List.copyOf(allowedPackages);
        publicTypes = Set.copyOf(publicTypes);
    }

    /**
     * A module that does the work itself.
     *
     * @param rootPackage the package below which all its classes live
     * @param publicTypes binary names of its public types
     * @param allowedPackages package patterns its classes may depend on, beside their own, the JDK and nullness annotations
     * @return the module
     */
    public static ModuleHouse engine(String rootPackage, Set<String> publicTypes, String... allowedPackages) {
        return new ModuleHouse(rootPackage, Kind.ENGINE, List.of(allowedPackages), publicTypes);
    }

    /**
     * A library over an engine.
     *
     * @param rootPackage the package below which all its classes live
     * @param publicTypes binary names of its public types
     * @param allowedPackages package patterns its classes may depend on, beside their own, the JDK and nullness annotations
     * @return the module
     */
    public static ModuleHouse library(String rootPackage, Set<String> publicTypes, String... allowedPackages) {
        return new ModuleHouse(rootPackage, Kind.LIBRARY, List.of(allowedPackages), publicTypes);
    }

    /**
     * A module with main methods.
     *
     * @param rootPackage the package below which all its classes live
     * @param allowedPackages package patterns its classes may depend on, beside their own, the JDK and nullness annotations
     * @return the module
     */
    public static ModuleHouse program(String rootPackage, String... allowedPackages) {
        return new ModuleHouse(rootPackage, Kind.PROGRAM, List.of(allowedPackages), Set.of());
    }
}
