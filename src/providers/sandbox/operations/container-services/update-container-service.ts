import {
  mergeDomains,
  power,
  privateRegistryAccess,
  publicDomainNames,
  scale,
  serviceName,
  settledService,
} from "../../container-services.ts";
import { writes } from "../../operation.ts";
import { boolean, required, structure } from "../../shapes.ts";
import { containerServiceView } from "../../views/container-service.ts";

/** Its deployments stay as they are, also while it is disabled. */
export const updateContainerService = writes(
  structure({
    serviceName: required(serviceName),
    power,
    scale,
    isDisabled: boolean(),
    publicDomainNames,
    privateRegistryAccess,
  }),
  (context, input) => {
    const { state, now, durations } = context;
    const service = settledService(context, input.serviceName);
    service.domains = mergeDomains(service.domains, input.publicDomainNames ?? {}, context);
    service.power = input.power ?? service.power;
    service.scale = input.scale ?? service.scale;
    service.isDisabled = input.isDisabled ?? service.isDisabled;
    service.pullsPrivateImages =
      input.privateRegistryAccess?.ecrImagePullerRole?.isActive ?? service.pullsPrivateImages;
    service.transition = {
      ...{ during: "UPDATING", after: "READY", until: now + durations.containerService },
    };
    state.touch();
    return { containerService: containerServiceView(service, context) };
  },
);
