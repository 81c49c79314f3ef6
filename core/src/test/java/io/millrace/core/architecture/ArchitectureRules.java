package io.millrace.core.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules themselves, each a value that can be checked against any set of classes. */
final class ArchitectureRules {

    /** Parts of JMH's generated class and package names: generated code keeps no rules of ours. */
    private static final String GENERATED = "jmh_generated";

    private static final List<String> VAGUE_NAMES = List.of("util", "common", "impl", "helper", "misc");

    private ArchitectureRules() {}

    static ArchRule liveBelow(String rootPackage) {
        return classes()
                .should()
                .resideInAPackage(rootPackage + "..")
                .because("each module has one root package, and no class reaches into another module's");
    }

    static ArchRule dependOnlyOn(List<String> allowedPackages) {
        String[] patterns = Stream.concat(Stream.of("java..", "org.jspecify.."), allowedPackages.stream())
                .toArray(String[]::new);
        return classes()
                .that(areWritten())
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(patterns))
                .because("dependencies point down the house only");
    }

    static ArchRule noBannedCalls() {
        return noClasses()
                .that(areWritten())
                .should()
                .accessTargetWhere(describe("it is the common pool", ArchitectureRules::isCommonPool))
                .orShould()
                .accessTargetWhere(describe("it is the wall clock", ArchitectureRules::isWallClock))
                .orShould()
                .accessTargetWhere(describe("it is a sleep", ArchitectureRules::isSleep))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("sun..", "jdk.internal.."))
                .because("threads, time and memory come from outside, and nobody waits by sleeping");
    }

    static ArchRule noStandardStreams() {
        return noClasses()
                .that(areWritten())
                .should()
                .accessTargetWhere(describe("it is a standard stream", ArchitectureRules::isStandardStream))
                .because("a library speaks through exceptions, statistics and System.Logger");
    }

    static ArchRule noForeignExecutors() {
        return noClasses()
                .that(areWritten())
                .should()
                .dependOnClassesThat(assignableTo(ThreadPoolExecutor.class)
                        .or(assignableTo(ForkJoinPool.class))
                        .or(assignableTo(BlockingQueue.class)))
                .orShould()
                .accessTargetWhere(describe("it makes an executor of the JDK", ArchitectureRules::isExecutorFactory))
                .because("we are not a facade");
    }

    static ArchRule noTimeOfTheSystem() {
        return noClasses()
                .that(areWritten())
                .and()
                .doNotHaveFullyQualifiedName("io.millrace.core.Surroundings")
                .should()
                .accessTargetWhere(describe("it is the time of the system", ArchitectureRules::isTimeOfTheSystem))
                .orShould()
                .accessTargetWhere(describe("it is a thread of the system", ArchitectureRules::isThreadOfTheSystem))
                .orShould()
                .accessTargetWhere(describe("it is the chance of the system", ArchitectureRules::isChanceOfTheSystem))
                .because("time, sleep, threads and chance come from Surroundings, so that they can be simulated");
    }

    static ArchRule noProtocols() {
        return noClasses()
                .that(areWritten())
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.net..", "java.nio.channels..", "java.security..", "javax.net..", "javax.crypto.."))
                .because("an entry may stand for anything, not for packets of one network or records of one cipher");
    }

    static ArchRule noVaguePackageNames() {
        return noClasses()
                .should()
                .resideInAnyPackage(
                        VAGUE_NAMES.stream().map(name -> ".." + name + "..").toArray(String[]::new))
                .because("a package is named after what it holds");
    }

    /** Names of packages that hold classes but no {@code package-info} annotated with {@link NullMarked}. */
    static Set<String> unmarkedPackages(JavaClasses classes) {
        return classes.stream()
                .filter(areWritten())
                .map(JavaClass::getPackage)
                .filter(found -> !isNullMarked(found))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Binary names of the types that a user can name: public, and so is everything around them. */
    static Set<String> publicTypes(JavaClasses classes) {
        return classes.stream()
                .filter(areWritten())
                .filter(ArchitectureRules::isVisible)
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureRules::isVisible).orElse(true);
    }

    private static boolean isNullMarked(JavaPackage found) {
        return found.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    private static DescribedPredicate<JavaClass> areWritten() {
        return describe("are written by hand", type -> !type.getName().contains(GENERATED));
    }

    private static boolean isCommonPool(JavaAccess<?> access) {
        String name = access.getTarget().getName();
        return isMember(access, "java.util.concurrent.ForkJoinPool", "commonPool")
                || isMember(access, "java.util.concurrent.CompletableFuture", "supplyAsync", "runAsync")
                        && parameterCount(access) == 1
                || access.getTargetOwner().isAssignableTo(Collection.class) && name.equals("parallelStream");
    }

    private static boolean isWallClock(JavaAccess<?> access) {
        return isMember(access, "java.lang.System", "currentTimeMillis")
                || access.getTargetOwner().getPackageName().equals("java.time")
                        && access.getTarget().getName().equals("now")
                || isMember(access, "java.time.Clock", "systemUTC", "systemDefaultZone", "system")
                || isMember(access, "java.util.Date", "<init>") && parameterCount(access) == 0;
    }

    private static boolean isSleep(JavaAccess<?> access) {
        return access.getTargetOwner().isAssignableTo(Thread.class)
                        && access.getTarget().getName().equals("sleep")
                || isMember(access, "java.util.concurrent.TimeUnit", "sleep");
    }

    private static boolean isTimeOfTheSystem(JavaAccess<?> access) {
        return isMember(access, "java.lang.System", "nanoTime")
                || access.getTargetOwner().getName().equals("java.util.concurrent.locks.LockSupport");
    }

    private static boolean isThreadOfTheSystem(JavaAccess<?> access) {
        return isMember(access, "java.lang.Thread", "start", "yield", "onSpinWait", "join")
                || isMember(access, "java.lang.Runtime", "availableProcessors");
    }

    private static boolean isChanceOfTheSystem(JavaAccess<?> access) {
        return access.getTargetOwner().getName().equals("java.util.concurrent.ThreadLocalRandom")
                || isMember(access, "java.lang.Math", "random")
                || isMember(access, "java.util.Random", "<init>") && parameterCount(access) == 0;
    }

    private static boolean isStandardStream(JavaAccess<?> access) {
        return isMember(access, "java.lang.System", "in", "out", "err")
                || access.getTargetOwner().isAssignableTo(Throwable.class)
                        && access.getTarget().getName().equals("printStackTrace")
                        && parameterCount(access) == 0;
    }

    private static boolean isExecutorFactory(JavaAccess<?> access) {
        return access.getTargetOwner().getName().equals("java.util.concurrent.Executors")
                && access.getTarget().getName().startsWith("new");
    }

    private static boolean isMember(JavaAccess<?> access, String owner, String... names) {
        return access.getTargetOwner().getName().equals(owner)
                && List.of(names).contains(access.getTarget().getName());
    }

    /** Overloads differ in their parameters; a field access has none to count. */
    private static int parameterCount(JavaAccess<?> access) {
        return access instanceof JavaCodeUnitAccess<?> call
                ? call.getTarget().getRawParameterTypes().size()
                : -1;
    }

    private static <T> DescribedPredicate<T> describe(String description, Predicate<T> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }
}
