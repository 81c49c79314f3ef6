package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.CreditPropertyContract;

final class ReferenceCreditPropertyTest extends CreditPropertyContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
