import { nonEmptyString, tagList } from "../common-shapes.ts";
import { assertDomainRegion, checkDomainName, defaultEntries } from "../domains.ts";
import { newId, newZoneId } from "../identity.ts";
import { assertNewNames } from "../names.ts";
import { writes } from "../operation.ts";
import { quotaReached } from "../protocol/service-error.ts";
import { recordOperation } from "../record-operation.ts";
import { required, structure } from "../shapes.ts";
import { mergeTags } from "../tags.ts";
import { operationView } from "../views/operation.ts";

const MAX_ZONES = 6;

export const createDomain = writes(
  structure({ domainName: required(nonEmptyString), tags: tagList }),
  (context, { domainName, tags }) => {
    assertDomainRegion(context);
    const { state, now } = context;
    const name = checkDomainName(domainName);
    assertNewNames(state, [name]);
    if (state.list("Domain").length >= MAX_ZONES) throw quotaReached("DNS zones", MAX_ZONES);
    state.add({
      resourceType: "Domain",
      name,
      id: newId(),
      sequence: state.nextSequence(),
      createdAt: now,
      zoneId: newZoneId(),
      tags: mergeTags([], tags),
      entries: defaultEntries(name),
    });
    const operation = recordOperation(context, {
      operationType: "CreateDomain",
      resourceName: name,
      resourceType: "Domain",
    });
    return { operation: operationView(operation, context) };
  },
);
