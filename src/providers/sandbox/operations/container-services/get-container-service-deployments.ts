import { findService, serviceName } from "../../container-services.ts";
import { reads } from "../../operation.ts";
import { required, structure } from "../../shapes.ts";
import { deploymentState, deploymentView } from "../../views/container-service.ts";

/** Newest first. */
export const getContainerServiceDeployments = reads(
  structure({ serviceName: required(serviceName) }),
  (context, { serviceName: name }) => {
    const { now } = context;
    const service = findService(context, name);
    return {
      deployments: service.deployments
        .toReversed()
        .map((it) => deploymentView(it, deploymentState(service, it, now))),
    };
  },
);
