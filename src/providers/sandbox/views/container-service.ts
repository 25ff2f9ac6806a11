import { CONTAINER_POWERS } from "../catalogue/container-powers.ts";
import {
  activeDeployment,
  nextDeployment,
  publicHost,
  type ServiceState,
  serviceRole,
  serviceState,
} from "../container-services.ts";
import type { ReadContext } from "../context.ts";
import { arn, seconds } from "../identity.ts";
import type {
  ContainerServiceRecord,
  DeploymentRecord,
} from "../state/container-service-record.ts";

/** `started` is a deployment that this very call has begun: it is shown so even if it is over. */
export function containerServiceView(
  service: ContainerServiceRecord,
  context: ReadContext,
  started?: DeploymentRecord,
): object {
  const { region, now } = context;
  const others = { ...service, deployments: service.deployments.filter((it) => it !== started) };
  const current = activeDeployment(others, now);
  const next = started ?? nextDeployment(service, now);
  const state = started === undefined ? serviceState(service, now) : "DEPLOYING";
  const detail = stateDetail(state, next, now);
  return {
    containerServiceName: service.name,
    arn: arn(context, "ContainerService", service.id),
    createdAt: seconds(service.createdAt),
    location: { availabilityZone: "all", regionName: region.name },
    resourceType: "ContainerService",
    tags: service.tags,
    power: service.power,
    powerId: CONTAINER_POWERS.find(({ name }) => name === service.power)?.powerId,
    state,
    ...(detail !== undefined && { stateDetail: { code: detail } }),
    scale: service.scale,
    ...(current !== undefined && { currentDeployment: deploymentView(current, "ACTIVE") }),
    ...(next !== undefined && { nextDeployment: deploymentView(next, "ACTIVATING") }),
    isDisabled: service.isDisabled,
    principalArn: serviceRole(context, service),
    privateDomainName: `${service.name}.service.local`,
    ...(Object.keys(service.domains).length > 0 && { publicDomainNames: service.domains }),
    url: `https://${publicHost(context, service.name)}/`,
    privateRegistryAccess: {
      ecrImagePullerRole: service.pullsPrivateImages
        ? { isActive: true, principalArn: serviceRole(context, service, "private-repo-access/") }
        : { isActive: false },
    },
  };
}

function stateDetail(
  state: ServiceState,
  next: DeploymentRecord | undefined,
  now: number,
): string | undefined {
  if (state === "UPDATING") return "PROVISIONING_SERVICE";
  if (state !== "DEPLOYING" || next === undefined) return undefined;
  const { createdAt, doneAt } = next;
  const done = now >= doneAt ? 0 : (now - createdAt) / (doneAt - createdAt);
  const steps = ["CREATING_DEPLOYMENT", "EVALUATING_HEALTH_CHECK", "ACTIVATING_DEPLOYMENT"];
  return steps[Math.floor(done * steps.length)];
}

export type DeploymentState = "ACTIVATING" | "ACTIVE" | "INACTIVE" | "FAILED";

export function deploymentState(
  service: ContainerServiceRecord,
  deployment: DeploymentRecord,
  now: number,
): DeploymentState {
  if (now < deployment.doneAt) return "ACTIVATING";
  if (deployment.failure !== undefined) return "FAILED";
  return deployment === activeDeployment(service, now) ? "ACTIVE" : "INACTIVE";
}

export const deploymentView = (deployment: DeploymentRecord, state: DeploymentState): object => ({
  version: deployment.version,
  state,
  containers: deployment.containers,
  publicEndpoint: deployment.publicEndpoint,
  createdAt: seconds(deployment.createdAt),
});
