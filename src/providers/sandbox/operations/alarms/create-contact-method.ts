import { tagList } from "../../common-shapes.ts";
import { contactMethodName, findContactMethod } from "../../contact-methods.ts";
import { newId } from "../../identity.ts";
import { writes } from "../../operation.ts";
import { invalidInput } from "../../protocol/service-error.ts";
import { recordOperation } from "../../record-operation.ts";
import { enumeration, required, string, structure } from "../../shapes.ts";
import { mergeTags } from "../../tags.ts";
import { operationsOutput } from "../../views/operation.ts";

const ENDPOINTS = { Email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, SMS: /^\+[1-9]\d{6,14}$/ };

const SMS_REGIONS: ReadonlySet<string> = new Set([
  ...["us-east-1", "us-west-2", "eu-west-1"],
  ...["ap-northeast-1", "ap-southeast-1", "ap-southeast-2"],
]);

/** One address and one number in a region. */
export const createContactMethod = writes(
  structure({
    protocol: required(enumeration(["Email", "SMS"])),
    contactEndpoint: required(string({ min: 1, max: 256 })),
    tags: tagList,
  }),
  (context, { protocol, contactEndpoint, tags }) => {
    const { state, now, region } = context;
    if (protocol === "SMS" && !SMS_REGIONS.has(region.name)) {
      throw invalidInput(`SMS text messaging is not supported in ${region.name}.`);
    }
    if (!ENDPOINTS[protocol].test(contactEndpoint)) {
      const what = protocol === "Email" ? "email address" : "phone number, for example +15550100";
      throw invalidInput(`${contactEndpoint} is not a valid ${what}.`);
    }
    if (findContactMethod(state, protocol) !== undefined) {
      throw invalidInput(
        `There is a contact method of this protocol already: ${protocol}`,
        "NameExists",
      );
    }
    const name = contactMethodName(protocol);
    state.add({
      resourceType: "ContactMethod",
      name,
      id: newId(),
      sequence: state.nextSequence(),
      createdAt: now,
      protocol,
      endpoint: contactEndpoint,
      tags: mergeTags([], tags),
    });
    const operation = recordOperation(context, {
      operationType: "CreateContactMethod",
      resourceName: protocol,
      resourceType: "ContactMethod",
    });
    return operationsOutput([operation], context);
  },
);
