package io.millrace.ordered;

/** Numbers of any width, the highest byte first, as ciphers count with them. They begin again at zero after the highest one. */
final class BigEndianCounter {

    private static final int BYTE_MASK = 0xFF;

    private BigEndianCounter() {}

    /** Returns a counter that is further by {@code amount}, which is not negative. */
    static byte[] plus(byte[] counter, long amount) {
        byte[] sum = counter.clone();
        long left = amount;
        int carry = 0;
        for (int place = sum.length - 1; place >= 0 && (left != 0 || carry != 0); place--) {
            int digit = (sum[place] & BYTE_MASK) + (int) (left & BYTE_MASK) + carry;
            sum[place] = (byte) digit;
            carry = digit >>> Byte.SIZE;
            left >>>= Byte.SIZE;
        }
        return sum;
    }
}
