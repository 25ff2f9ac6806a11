import { GetProductsCommand, PricingClient } from "@aws-sdk/client-pricing";
import type { Clock } from "../../core/clock.ts";
import type { ListedPrice, PriceList } from "../../core/contracts/price-list.ts";
import { objectOf, textOf } from "../../core/text/json.ts";
import type { CallContext } from "./attempt.ts";
import { type PriceQuery, queryFor } from "./price-queries.ts";
import { ServiceCalls } from "./service-calls.ts";
import { PRICING } from "./services.ts";
import type { AwsSession } from "./session.ts";

/** On-demand prices, from GetProducts. */
export class AwsPriceList implements PriceList {
  readonly #calls: ServiceCalls<PricingClient>;

  constructor(options: { session: AwsSession; region: string; clock: Clock }) {
    this.#calls = new ServiceCalls({ ...options, service: PRICING, Client: PricingClient });
  }

  async price(key: string, region: string, call: CallContext = {}): Promise<ListedPrice | null> {
    const query = queryFor(key);
    if (query === null) return null;
    const prices = (await this.#products(query, region, call)).flatMap((it) => priceIn(it, query));
    const [first] = prices;
    // Two prices for one thing: the query does not tell them apart, and neither is taken.
    return first !== undefined && prices.every(({ usd }) => usd === first.usd) ? first : null;
  }

  async #products(query: PriceQuery, region: string, call: CallContext): Promise<unknown[]> {
    const products: unknown[] = [];
    const terms = Object.entries({ ...query.filters, regionCode: region });
    let NextToken: string | undefined;
    do {
      const page = await this.#calls.read(
        "GetProducts",
        (client, options) =>
          client.send(
            new GetProductsCommand({
              ServiceCode: query.serviceCode,
              Filters: terms.map(([Field, Value]) => ({ Type: "TERM_MATCH", Field, Value })),
              FormatVersion: "aws_v1",
              ...(NextToken !== undefined && { NextToken }),
            }),
            options,
          ),
        call,
      );
      for (const text of page.PriceList ?? []) products.push(parsed(String(text)));
      ({ NextToken } = page);
    } while (NextToken !== undefined && NextToken !== "");
    return products;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The price of its first unit; what is free up to some use is not, from there on. */
function priceIn(product: unknown, { usage, times = 1 }: PriceQuery): ListedPrice[] {
  const { attributes, sku } = objectOf(objectOf(product)["product"]);
  if (!usage.test(textOf(objectOf(attributes)["usagetype"]) ?? "")) return [];
  const onDemand = objectOf(objectOf(objectOf(product)["terms"])["OnDemand"]);
  return Object.values(onDemand).flatMap((term) => {
    const dimensions = Object.values(objectOf(objectOf(term)["priceDimensions"])).map(objectOf);
    const costs = dimensions
      .map((it) => ({ from: Number(it["beginRange"] ?? 0), usd: usdOf(it["pricePerUnit"]) }))
      .filter(({ usd }) => usd > 0)
      .toSorted((a, b) => a.from - b.from);
    const [first] = costs;
    if (first === undefined) return [];
    return [{ usd: Number((first.usd * times).toPrecision(12)), sku: textOf(sku) ?? "?" }];
  });
}

function usdOf(price: unknown): number {
  const usd = Number(objectOf(price)["USD"]);
  return Number.isFinite(usd) ? usd : 0;
}
