import { resourceName } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { boolean, required, structure } from "../shapes.ts";
import { healthStatus } from "../views/health-status.ts";
import { instanceView } from "../views/instance.ts";

export const getInstance = reads(
  structure({ instanceName: required(resourceName), includeHealthStatus: boolean() }),
  (context, { instanceName, includeHealthStatus }) => {
    const record = context.state.get("Instance", instanceName);
    return {
      instance: {
        ...instanceView(record, context),
        ...(includeHealthStatus === true && healthStatus(record, context.now)),
      },
    };
  },
);
