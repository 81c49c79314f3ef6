package io.millrace.core.contract.reference;

import io.millrace.core.Device;
import io.millrace.core.contract.ConfigurationContract;

final class ReferenceConfigurationTest extends ConfigurationContract {

    @Override
    protected Device device() {
        return new ReferenceDevice();
    }
}
