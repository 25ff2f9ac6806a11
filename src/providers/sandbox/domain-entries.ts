import { nonEmptyString } from "./common-shapes.ts";
import type { WriteContext } from "./context.ts";
import { assertDomainRegion, domainEntry, plainName } from "./domains.ts";
import { type Output, writes } from "./operation.ts";
import { recordOperation } from "./record-operation.ts";
import { type Infer, required, structure } from "./shapes.ts";
import type { DomainEntryRecord, DomainRecord, OperationRecord } from "./state/records.ts";

/** An operation on the entries of one domain; `change` says what they are from now on. */
export const changesEntries = (
  operationType: "CreateDomainEntry" | "UpdateDomainEntry" | "DeleteDomainEntry",
  change: (domain: DomainRecord, given: Infer<typeof domainEntry>) => DomainEntryRecord[],
  answer: (operation: OperationRecord, context: WriteContext) => Output,
) =>
  writes(
    structure({ domainName: required(nonEmptyString), domainEntry: required(domainEntry) }),
    (context, input) => {
      assertDomainRegion(context);
      const domain = context.state.get("Domain", plainName(input.domainName));
      domain.entries = change(domain, input.domainEntry);
      const operation = recordOperation(context, {
        operationType,
        resourceName: domain.name,
        resourceType: "Domain",
      });
      return answer(operation, context);
    },
  );
