import { ec2Fault, text, withBody } from "../../answers.ts";
import { type Call, type Fill, perPlace, type Upstream } from "../../call.ts";
import { formOf, listOf } from "../../form.ts";

const ATTACHMENT =
  /<attachment>(?:(?!<\/attachment>)[\s\S])*<instanceId>([^<]*)<[\s\S]*?<\/attachment>/g;

/** moto leaves the interface of a terminated instance attached to it, and refuses to detach it. */
export function networkInterfaces(): Readonly<Record<string, Fill>> {
  const terminated = perPlace(() => new Set<string>());
  const isFree = async (call: Call, upstream: Upstream, attachment: string): Promise<boolean> => {
    const all = text(await upstream("Action=DescribeNetworkInterfaces&Version=2016-11-15"));
    return [...all.matchAll(ATTACHMENT)].some(
      ([it, instance = ""]) =>
        it.includes(`<attachmentId>${attachment}<`) && terminated(call).has(instance),
    );
  };
  return {
    TerminateInstances: (call, upstream) => {
      for (const id of listOf(formOf(call), "InstanceId")) terminated(call).add(id);
      return upstream();
    },
    DescribeNetworkInterfaces: async (call, upstream) => {
      const found = await upstream();
      const freed = text(found).replaceAll(ATTACHMENT, (attachment, instance: string) =>
        terminated(call).has(instance) ? "" : attachment,
      );
      return withBody(found, freed);
    },
    DetachNetworkInterface: async (call, upstream) => {
      const attachment = formOf(call).get("AttachmentId") ?? "";
      return (await isFree(call, upstream, attachment))
        ? ec2Fault("InvalidAttachmentID.NotFound", `There is no attachment ${attachment}.`)
        : upstream();
    },
  };
}
