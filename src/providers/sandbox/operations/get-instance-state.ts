import { named } from "../common-shapes.ts";
import { stateAt, stateView } from "../lifecycle.ts";
import { reads } from "../operation.ts";

export const getInstanceState = reads(
  named("instanceName"),
  ({ state, now }, { instanceName }) => ({
    state: stateView(stateAt(state.get("Instance", instanceName), now)),
  }),
);
