import { afterAll, beforeAll, expect, test } from "vitest";
import { type AwsCli, awsPath, startAwsCli } from "../helpers/aws-cli.ts";
import { describeWith } from "../helpers/tools.ts";

const REGION = "us-east-1";

const CONTAINERS = JSON.stringify({ web: { image: ":site.web.1", ports: { 80: "HTTP" } } });
const ENDPOINT = JSON.stringify({ containerName: "web", containerPort: 80 });
const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

/** The CLI has no examples of these. Each step uses what the one before has made. */
describeWith("container services and distributions by the AWS CLI", { aws: awsPath }, () => {
  let cli: AwsCli;
  beforeAll(async () => {
    cli = await startAwsCli(REGION, { pace: "instant" });
  });
  afterAll(() => cli.dispose());
  const lightsail: AwsCli["lightsail"] = (line) => cli.lightsail(line);

  test("a service is made and changed", async () => {
    const made = await lightsail(
      "create-container-service --service-name site --power nano --scale 1 --tags key=Team,value=ops",
    );
    expect(made["containerService"]).toMatchObject({
      ...{ containerServiceName: "site", power: "nano", powerId: "nano-1", state: "READY" },
      ...{ scale: 1, isDisabled: false, tags: [{ key: "Team", value: "ops" }] },
    });
    await lightsail("update-container-service --service-name site --power micro --scale 2");
    expect(await lightsail("get-container-services --service-name site")).toMatchObject({
      containerServices: [{ power: "micro", scale: 2, state: "READY" }],
    });
  });

  test("an image is registered and deployed", async () => {
    const registered = await lightsail(
      `register-container-image --service-name site --label web --digest ${DIGEST}`,
    );
    expect(registered).toMatchObject({ containerImage: { image: ":site.web.1", digest: DIGEST } });
    const deployed = await lightsail(
      `create-container-service-deployment --service-name site --containers ${CONTAINERS} --public-endpoint ${ENDPOINT}`,
    );
    expect(deployed).toMatchObject({
      containerService: { nextDeployment: { version: 1, state: "ACTIVATING" } },
    });
    expect(await lightsail("get-container-service-deployments --service-name site")).toMatchObject({
      deployments: [{ version: 1, state: "ACTIVE", publicEndpoint: { containerPort: 80 } }],
    });
    expect(
      await lightsail("get-container-log --service-name site --container-name web"),
    ).toMatchObject({
      logEvents: [
        { message: "[deployment:1] Creating your deployment" },
        { message: "[deployment:1] Started 2 new nodes" },
        { message: "[deployment:1] Reached a steady state" },
      ],
    });
    expect(await lightsail("create-container-service-registry-login")).toMatchObject({
      registryLogin: { username: "AWS" },
    });
  });

  test("a distribution takes its content from the service", async () => {
    const made = await lightsail(
      "create-distribution --distribution-name cdn --bundle-id small_1_0 " +
        `--origin name=site,regionName=${REGION} --default-cache-behavior behavior=cache`,
    );
    expect(made).toMatchObject({
      distribution: { origin: { name: "site", resourceType: "ContainerService" } },
      operation: { operationType: "CreateDistribution", status: "Succeeded" },
    });
    await lightsail("update-distribution --distribution-name cdn --no-is-enabled");
    await lightsail("update-distribution-bundle --distribution-name cdn --bundle-id medium_1_0");
    expect(await lightsail("get-distributions --distribution-name cdn")).toMatchObject({
      distributions: [{ isEnabled: false, bundleId: "medium_1_0", status: "Deployed" }],
    });
    const reset = await lightsail("reset-distribution-cache --distribution-name cdn");
    const latest = await lightsail("get-distribution-latest-cache-reset --distribution-name cdn");
    expect(latest).toEqual({ status: "Completed", createTime: reset["createTime"] });
  });

  test("both are deleted", async () => {
    expect(await lightsail("delete-distribution --distribution-name cdn")).toMatchObject({
      operation: { operationType: "DeleteDistribution" },
    });
    await lightsail("delete-container-service --service-name site");
    expect(await lightsail("get-distributions")).toEqual({ distributions: [] });
    expect(await lightsail("get-container-services")).toEqual({ containerServices: [] });
  });
});
