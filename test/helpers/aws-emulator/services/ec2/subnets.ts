import { text, withBody } from "../../answers.ts";
import type { Fill } from "../../call.ts";
import { formOf } from "../../form.ts";

const BY_IPV6 = "ipv6-cidr-block-association.association-id";

/** The elements `<item>` of the outermost list. */
function outerItems(body: string): { start: number; end: number }[] {
  const items: { start: number; end: number }[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: tag, index } of body.matchAll(/<\/?item>/g)) {
    if (tag === "<item>") {
      if (depth === 0) start = index;
      depth += 1;
    } else {
      depth -= 1;
      if (depth === 0) items.push({ start, end: index + tag.length });
    }
  }
  return items;
}

/** moto finds no subnet by its IPv6 network's association, whose state it shows as an object. */
const describe: Fill = async (call, upstream) => {
  const form = formOf(call);
  const wanted = form.get("Filter.1.Name") === BY_IPV6 ? form.get("Filter.1.Value.1") : null;
  if (wanted !== null) {
    for (const name of ["Filter.1.Name", "Filter.1.Value.1"]) form.delete(name);
  }
  const found = await upstream(form.toString());
  const body = text(found).replaceAll(
    "<state>{'State': 'associated'}</state>",
    "<state>associated</state>",
  );
  const others = outerItems(body).filter(
    ({ start, end }) => wanted !== null && !body.slice(start, end).includes(`>${wanted}<`),
  );
  const kept = others.reduceRight(
    (rest, { start, end }) => rest.slice(0, start) + rest.slice(end),
    body,
  );
  return withBody(found, kept);
};

export const subnets: Readonly<Record<string, Fill>> = { DescribeSubnets: describe };
