import { arn, seconds, supportCode } from "../../identity.ts";
import { reads } from "../../operation.ts";
import { enumeration, list, structure } from "../../shapes.ts";

/** An address waits for somebody to confirm it, which nobody does here; a number does not. */
export const getContactMethods = reads(
  structure({ protocols: list(enumeration(["Email", "SMS"])) }),
  (context, { protocols }) => ({
    contactMethods: context.state
      .list("ContactMethod")
      .filter(({ protocol }) => protocols === undefined || protocols.includes(protocol))
      .map(({ protocol, endpoint, id, createdAt, tags }) => ({
        contactEndpoint: endpoint,
        status: protocol === "Email" ? "PendingVerification" : "Valid",
        protocol,
        name: protocol,
        arn: arn(context, "ContactMethod", id),
        createdAt: seconds(createdAt),
        location: { availabilityZone: "all", regionName: context.region.name },
        resourceType: "ContactMethod",
        supportCode: supportCode(protocol),
        tags,
      })),
  }),
);
