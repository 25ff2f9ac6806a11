import { tagList } from "../../common-shapes.ts";
import { deploymentMembers, newDeployment } from "../../container-deployments.ts";
import {
  mergeDomains,
  power,
  privateRegistryAccess,
  publicDomainNames,
  scale,
  serviceName,
} from "../../container-services.ts";
import { newId } from "../../identity.ts";
import { assertFreeNames } from "../../names.ts";
import { writes } from "../../operation.ts";
import { quotaReached } from "../../protocol/service-error.ts";
import { required, structure } from "../../shapes.ts";
import type { ContainerServiceRecord } from "../../state/container-service-record.ts";
import { mergeTags } from "../../tags.ts";
import { containerServiceView } from "../../views/container-service.ts";

const MAX_SERVICES = 100;

/** A deployment that comes with it begins once the service is ready. */
export const createContainerService = writes(
  structure({
    serviceName: required(serviceName),
    power: required(power),
    scale: required(scale),
    tags: tagList,
    publicDomainNames,
    deployment: structure(deploymentMembers),
    privateRegistryAccess,
  }),
  (context, input) => {
    const { state, now, durations } = context;
    const name = input.serviceName;
    assertFreeNames(state, [name]);
    if (state.list("ContainerService").length >= MAX_SERVICES) {
      throw quotaReached("container services", MAX_SERVICES);
    }
    const readyAt = now + durations.containerService;
    const service: ContainerServiceRecord = {
      resourceType: "ContainerService",
      name,
      id: newId(),
      sequence: state.nextSequence(),
      createdAt: now,
      power: input.power,
      scale: input.scale,
      isDisabled: false,
      pullsPrivateImages: input.privateRegistryAccess?.ecrImagePullerRole?.isActive ?? false,
      domains: mergeDomains({}, input.publicDomainNames ?? {}, context),
      tags: mergeTags([], input.tags),
      deployments: [],
      images: [],
      imageVersions: {},
      transition: { during: "PENDING", after: "READY", until: readyAt },
    };
    if (input.deployment !== undefined) {
      const times = { createdAt: now, doneAt: readyAt + durations.deployment };
      service.deployments.push(newDeployment(service, input.deployment, times));
    }
    state.add(service);
    return { containerService: containerServiceView(service, context) };
  },
);
