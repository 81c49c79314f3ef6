package io.millrace.device.simulated;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Puts a point before each access to what threads share: variable handles, atomics, and what they are wrapped in. Not where a monitor is held, or a class is made.
 * And lets a thread ask the scheduler who it is. */
final class Weaver extends ClassVisitor {

    private static final int API = Opcodes.ASM9;
    private static final String SCHEDULER =
            ContinuationScheduler.class.getName().replace('.', '/');

    Weaver(ClassVisitor next) {
        super(API, next);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
        MethodVisitor next = super.visitMethod(access, name, type, signature, thrown);
        boolean mayPause =
                (access & Opcodes.ACC_SYNCHRONIZED) == 0 && !name.equals("<clinit>") && !name.equals("<init>");
        return mayPause ? new PointsBeforeAccesses(next) : next;
    }

    private static final class PointsBeforeAccesses extends MethodVisitor {

        PointsBeforeAccesses(MethodVisitor next) {
            super(API, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean ofInterface) {
            if (isShared(owner)) {
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, Simulation.class.getName().replace('.', '/'), "pause", "()V", false);
            }
            boolean asksWhoCalls = owner.equals("java/lang/Thread") && name.equals("currentThread");
            super.visitMethodInsn(opcode, asksWhoCalls ? SCHEDULER : owner, name, type, ofInterface);
        }

        private static boolean isShared(String owner) {
            return owner.equals("java/lang/invoke/VarHandle")
                    || owner.startsWith("java/util/concurrent/atomic/Atomic")
                    || owner.startsWith("org/jctools/queues/");
        }
    }
}
