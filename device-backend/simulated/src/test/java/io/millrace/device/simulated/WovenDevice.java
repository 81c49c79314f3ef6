package io.millrace.device.simulated;

import io.millrace.core.Device;
import io.millrace.core.DeviceProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** The software device with points where its threads can be seen between two steps: its classes are read again, and woven. */
final class WovenDevice {

    private static final String SOFTWARE = "io.millrace.device.software.";
    private static final String COMMON = "io.millrace.core.domain.";
    private static final String SHARED_LONGS = "io.millrace.core.PaddedLongs";

    private WovenDevice() {}

    static Device load() {
        try {
            Class<?> provider = new Loader().loadClass(SOFTWARE + "SoftwareDeviceProvider");
            return ((DeviceProvider) provider.getConstructor().newInstance()).device();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the software device is not to be had woven", e);
        }
    }

    /** Defines what is woven itself; all else comes from where it always does. */
    private static final class Loader extends ClassLoader {

        Loader() {
            super(WovenDevice.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(SOFTWARE) && !name.startsWith(COMMON) && !name.equals(SHARED_LONGS)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = getParent().getResourceAsStream(file)) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                ClassReader reader = new ClassReader(in);
                ClassWriter writer = new ClassWriter(reader, 0);
                reader.accept(new Weaver(writer), 0);
                byte[] woven = writer.toByteArray();
                return defineClass(name, woven, 0, woven.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
