package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.CreditContract;

final class ReferenceCreditTest extends CreditContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
