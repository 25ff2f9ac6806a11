import { expect, test } from "vitest";
import { failure } from "../../contract/infra-manager.contract.ts";
import { asked, harness } from "./harness.ts";

test.each(["throttle", "reset_before", "server_error"] as const)(
  "an address that somebody attaches between two tries (%s) is not released (#11.6)",
  async (fault) => {
    const { manager, bystander, requests } = harness({
      faults: [{ operation: "ReleaseStaticIp", fault, calls: [1] }],
      onAnswer: async (operation) => {
        if (operation === "ReleaseStaticIp") await bystander.attachStaticIp("web-ip", "web-1");
      },
    });
    await bystander.createInstance(asked("web-1"));
    await bystander.allocateStaticIp("web-ip");
    const error = await failure(manager.releaseStaticIp("web-ip"));
    expect(error.code).toBe("conflict");
    expect(error.message).toContain('attached to "web-1"');
    expect(await bystander.getStaticIp("web-ip")).toMatchObject({ attached_to: "web-1" });
    expect(requests.filter((it) => it === "ReleaseStaticIp")).toHaveLength(1);
  },
);
