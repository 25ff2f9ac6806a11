import { changesEntries } from "../domain-entries.ts";
import { checkedEntry, findEntry } from "../domains.ts";
import { invalidInput } from "../protocol/service-error.ts";
import { operationsOutput } from "../views/operation.ts";

/** What is not given stays; the id does, whatever else is changed. */
export const updateDomainEntry = changesEntries(
  "UpdateDomainEntry",
  (domain, given) => {
    if ((given.id ?? "") === "") {
      throw invalidInput("The id of the entry is required.", "InvalidDomainEntry");
    }
    const former = findEntry(domain, given);
    const entry = checkedEntry(domain, given, former);
    return domain.entries.map((it) => (it === former ? entry : it));
  },
  (operation, context) => operationsOutput([operation], context),
);
