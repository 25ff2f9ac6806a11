import { deploymentMembers, newDeployment } from "../../container-deployments.ts";
import { activeDeployment, serviceName, settledService } from "../../container-services.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { required, structure } from "../../shapes.ts";
import { containerServiceView } from "../../views/container-service.ts";

/** Deployments beyond this many are forgotten, oldest first; never the active one. */
const KEPT = 50;

export const createContainerServiceDeployment = writes(
  structure({ serviceName: required(serviceName), ...deploymentMembers }),
  (context, input) => {
    const { state, now, durations } = context;
    const service = settledService(context, input.serviceName);
    if (service.isDisabled) {
      throw invalidInput(
        `The container service ${service.name} is disabled and cannot be deployed to.`,
        "InvalidResourceState",
      );
    }
    const active = activeDeployment(service, now);
    const deployment = newDeployment(service, input, {
      ...{ createdAt: now, doneAt: now + durations.deployment },
    });
    service.deployments.push(deployment);
    if (service.deployments.length > KEPT) {
      const oldest = service.deployments.findIndex((it) => it !== active);
      service.deployments.splice(oldest, 1);
    }
    state.touch();
    return { containerService: containerServiceView(service, context, deployment) };
  },
);
