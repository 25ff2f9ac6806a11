import { join } from "node:path";
import { CreateDomainCommand } from "@aws-sdk/client-lightsail";
import { afterEach, beforeEach } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";
import { sandboxClient } from "../fleet/sandbox-client.ts";

export const ZONE = "example.com";

interface Entry {
  name: string;
  type: string;
  target: string;
}

/** A sandbox with one zone, anew for each test. */
export function zoneHarness() {
  const made = {
    clock: fakeClock({ auto: true }),
    cli: null as (Cli & { dispose: () => void }) | null,
  };
  beforeEach(async () => {
    made.clock = fakeClock({ auto: true });
    made.cli = makeCli({ clock: made.clock });
    await client().send(new CreateDomainCommand({ domainName: ZONE }));
  });
  afterEach(() => made.cli?.dispose());
  const cli = (): Cli => {
    if (made.cli === null) throw new TypeError("No test has begun.");
    return made.cli;
  };
  const clock = (): FakeClock => made.clock;
  const client = () => sandboxClient(cli(), made.clock);
  const dns = async (line: string): ReturnType<Cli> => {
    // The journal is in the order of time.
    await made.clock.advance(1_000);
    return cli()(`dns ${line} --output json`);
  };
  const set = (line: string): ReturnType<Cli> => dns(`set ${ZONE} ${line}`);
  /** As somebody else would, with a journal of their own. */
  const elsewhere = (line: string): ReturnType<Cli> =>
    cli().with({ env: { QUANTS_CTL_STATE_DIR: join(cli().directory, "other") } })(`dns ${line}`);
  const listed = async (): Promise<Entry[]> => (await dns(`list ${ZONE}`)).json() as Entry[];
  /** Beside those that the service makes. */
  const own = async (): Promise<string[]> =>
    (await listed())
      .filter((it) => it.name !== ZONE || (it.type !== "NS" && it.type !== "SOA"))
      .map((it) => `${it.name} ${it.type} ${it.target}`)
      .toSorted();
  const lastId = async (): Promise<string> => {
    const log = (await cli()("infra log -o json")).json() as { id: string; command: string }[];
    return log.findLast((it) => it.command.startsWith("dns "))?.id ?? "";
  };
  const unfinished = async (): Promise<unknown> =>
    (await cli()("infra log --unfinished -o json")).json();
  return { cli, clock, client, dns, set, elsewhere, listed, own, lastId, unfinished };
}
