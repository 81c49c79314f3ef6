package io.millrace.samples.esp;

import io.millrace.samples.CommandException;
import io.millrace.samples.FileReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The keys of one run.
 *
 * @param associations from the key file, in its order
 * @param run how often they have encrypted before
 */
record KeyRing(List<SecurityAssociation> associations, int run) {

    /** Reads the key file and counts the run when it is to encrypt. */
    static KeyRing open(EspRequest request) throws CommandException {
        KeyFile file = new KeyFile(request.keys());
        try {
            List<SecurityAssociation> associations = read(request.keys());
            requireAsAsked(request, associations);
            return new KeyRing(associations, request.decrypt() ? 0 : file.beginRun());
        } catch (KeyFileException failure) {
            throw CommandException.data(String.valueOf(failure.getMessage()));
        } catch (IOException failure) {
            throw CommandException.usage("expected a key file that can be read"
                    + (request.decrypt() ? "" : " and, to count its runs, written") + ", found "
                    + FileReason.of(failure));
        }
    }

    /** Reads the associations of a key file. */
    static List<SecurityAssociation> read(Path keys) throws CommandException {
        try {
            return new KeyFile(keys).read();
        } catch (KeyFileException failure) {
            throw CommandException.data(String.valueOf(failure.getMessage()));
        } catch (IOException failure) {
            throw CommandException.usage("expected a key file that can be read, found " + FileReason.of(failure));
        }
    }

    private static void requireAsAsked(EspRequest request, List<SecurityAssociation> associations)
            throws CommandException {
        Integer asked = request.newKeys().associations();
        if (asked != null && asked != associations.size()) {
            throw CommandException.usage("expected " + asked + " security associations (--sas) in key file "
                    + request.keys() + ", found " + associations.size() + "; leave --sas out or name a new key file");
        }
        Integer bits = request.newKeys().keyBits();
        for (SecurityAssociation association : associations) {
            int found = association.key().getEncoded().length * Byte.SIZE;
            if (bits != null && bits != found) {
                throw CommandException.usage("expected keys of " + bits + " bits (--key-bits) in key file "
                        + request.keys() + ", found " + found + "; leave --key-bits out or name a new key file");
            }
        }
    }
}
