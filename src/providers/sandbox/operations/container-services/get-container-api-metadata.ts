import { reads } from "../../operation.ts";
import { structure } from "../../shapes.ts";

/** The plugin of the AWS CLI that pushes images; it warns when it is older than this. */
export const getContainerApiMetadata = reads(structure({}), () => ({
  metadata: [{ name: "lightsailctlVersion", value: "v1.0.0" }],
}));
