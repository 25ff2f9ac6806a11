import { changesEntries } from "../domain-entries.ts";
import { assertNotDefault, findEntry } from "../domains.ts";
import { operationView } from "../views/operation.ts";

export const deleteDomainEntry = changesEntries(
  "DeleteDomainEntry",
  (domain, given) => {
    const found = findEntry(domain, given);
    assertNotDefault(domain, found);
    return domain.entries.filter((it) => it !== found);
  },
  (operation, context) => ({ operation: operationView(operation, context) }),
);
