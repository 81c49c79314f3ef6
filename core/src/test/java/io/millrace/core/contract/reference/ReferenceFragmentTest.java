package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.FragmentContract;

final class ReferenceFragmentTest extends FragmentContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
