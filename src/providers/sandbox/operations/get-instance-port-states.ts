import { named } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { portState } from "../views/port.ts";

export const getInstancePortStates = reads(
  named("instanceName"),
  ({ state }, { instanceName }) => ({
    portStates: state.get("Instance", instanceName).ports.map(portState),
  }),
);
