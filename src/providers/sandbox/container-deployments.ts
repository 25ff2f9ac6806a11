import { assertRegistered } from "./container-images.ts";
import { invalidInput } from "./protocol/service-error.ts";
import {
  enumeration,
  type Infer,
  integer,
  list,
  map,
  required,
  string,
  structure,
} from "./shapes.ts";
import type {
  ContainerRecord,
  ContainerServiceRecord,
  DeploymentRecord,
  HealthCheckRecord,
  PublicEndpointRecord,
} from "./state/container-service-record.ts";

const MAX_CONTAINERS = 10;
const CONTAINER_NAME = /^[a-z0-9](?:[a-z0-9-]{0,51}[a-z0-9])?$/;
const PRIVATE_IMAGE = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com\//;

const container = structure({
  image: string(),
  command: list(string()),
  environment: map(string()),
  ports: map(enumeration(["HTTP", "HTTPS", "TCP", "UDP"])),
});

const publicEndpoint = structure({
  containerName: required(string()),
  containerPort: required(integer()),
  healthCheck: structure({
    healthyThreshold: integer({ min: 1 }),
    unhealthyThreshold: integer({ min: 1 }),
    timeoutSeconds: integer({ min: 2, max: 60 }),
    intervalSeconds: integer({ min: 5, max: 300 }),
    path: string(),
    successCodes: string(),
  }),
});

export const deploymentMembers = { containers: map(container), publicEndpoint };

const deployment = structure(deploymentMembers);
type DeploymentInput = Pick<Infer<typeof deployment>, "containers" | "publicEndpoint">;

/** A checked deployment of the service, which is not changed. */
export function newDeployment(
  service: ContainerServiceRecord,
  input: DeploymentInput,
  times: { createdAt: number; doneAt: number },
): DeploymentRecord {
  const containers = checkedContainers(service, input.containers ?? {});
  const endpoint = input.publicEndpoint && checkedEndpoint(input.publicEndpoint, containers);
  const failure = service.pullsPrivateImages ? undefined : unreachableImage(containers);
  return {
    version: (service.deployments.at(-1)?.version ?? 0) + 1,
    ...times,
    containers,
    ...(endpoint !== undefined && { publicEndpoint: endpoint }),
    ...(failure !== undefined && { failure }),
  };
}

function checkedContainers(
  service: ContainerServiceRecord,
  given: NonNullable<DeploymentInput["containers"]>,
): DeploymentRecord["containers"] {
  const entries = Object.entries(given);
  if (entries.length === 0) throw invalidInput("A deployment needs at least one container.");
  if (entries.length > MAX_CONTAINERS) {
    throw invalidInput(`A deployment can have ${MAX_CONTAINERS} containers at most.`);
  }
  return Object.fromEntries(
    entries.map(([name, { image, command = [], environment = {}, ports = {} }]) => {
      if (!CONTAINER_NAME.test(name))
        throw invalidInput(`The container name is not valid: ${name}`);
      if (image === undefined || !/^\S+$/.test(image)) {
        throw invalidInput(`The container ${name} needs an image.`);
      }
      const wrong = Object.keys(ports).find((port) => !isPort(port));
      if (wrong !== undefined) throw invalidInput(`The port of ${name} is not valid: ${wrong}`);
      assertRegistered(service, image);
      return [name, { image, command, environment, ports } satisfies ContainerRecord];
    }),
  );
}

const isPort = (text: string): boolean => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;

function checkedEndpoint(
  given: NonNullable<DeploymentInput["publicEndpoint"]>,
  containers: DeploymentRecord["containers"],
): PublicEndpointRecord {
  const { containerName, containerPort, healthCheck = {} } = given;
  const protocol = Object.hasOwn(containers, containerName)
    ? containers[containerName]?.ports[containerPort]
    : undefined;
  if (protocol !== "HTTP" && protocol !== "HTTPS") {
    throw invalidInput(
      `The public endpoint needs an HTTP or HTTPS port of a container: ${containerName} has no such port ${containerPort}.`,
    );
  }
  return { containerName, containerPort, healthCheck: checkedHealthCheck(healthCheck) };
}

function checkedHealthCheck(given: {
  readonly [K in keyof HealthCheckRecord]?: HealthCheckRecord[K] | undefined;
}): HealthCheckRecord {
  const { path = "/", successCodes = "200-499" } = given;
  if (!path.startsWith("/")) throw invalidInput(`The health check path is not valid: ${path}`);
  const ranges = successCodes.split(",").map((it) => /^([234]\d\d)(?:-([234]\d\d))?$/.exec(it));
  if (ranges.some((it) => it === null || Number(it[1]) > Number(it[2] ?? it[1]))) {
    throw invalidInput(`The success codes must be within 200-499: ${successCodes}`);
  }
  return {
    healthyThreshold: given.healthyThreshold ?? 2,
    unhealthyThreshold: given.unhealthyThreshold ?? 2,
    timeoutSeconds: given.timeoutSeconds ?? 2,
    intervalSeconds: given.intervalSeconds ?? 5,
    path,
    successCodes,
  };
}

/** Why the containers can't start: a private image, and no role that may pull it. */
function unreachableImage(containers: DeploymentRecord["containers"]): string | undefined {
  const image = Object.values(containers)
    .map((it) => it.image)
    .find((it) => PRIVATE_IMAGE.test(it));
  return image && `Image pull failed: the service has no access to the private image ${image}`;
}
