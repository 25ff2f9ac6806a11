import type { LockHolder, TenantEngine } from "../contracts/tenant-engine.ts";
import { QuantsError } from "../errors.ts";
import { isRunning } from "../journal/process-start.ts";

interface Options {
  tenant: string;
  /** What it is for people; its name by default. */
  called?: string | undefined;
  holder: LockHolder;
  /** Takes it from whoever has it. */
  breaks: boolean;
  say: (text: string) => void;
}

/**
 * Works on a tenant while nobody else does, from any machine. What a process of this machine left
 * behind is taken over once that has ended.
 */
export async function withLock<T>(
  engine: TenantEngine,
  { tenant, called = tenant, holder, breaks, say }: Options,
  work: () => Promise<T>,
): Promise<T> {
  const other = await engine.lock(tenant, holder);
  if (other !== null) {
    const { holder: who } = other;
    if (!isOver(who, holder.host) && !breaks) throw held(called, who);
    say(`${called}: taking over from ${who.command} on ${who.host}, which has ended`);
    // By its id: a lock that somebody else made meanwhile has another one.
    await engine.unlock(other.id);
    const third = await engine.lock(tenant, holder);
    if (third !== null) throw held(called, third.holder);
  }
  try {
    return await work();
  } finally {
    const own = await engine.lockOf(tenant);
    const isOwn = own?.holder.host === holder.host && own.holder.pid === holder.pid;
    if (own !== null && isOwn) await engine.unlock(own.id);
  }
}

const isOver = (holder: LockHolder, here: string): boolean =>
  holder.host === here && !isRunning(holder.pid, holder.started);

/** Gives back what ended processes of this machine hold: of tenants that no command names any more. */
export async function clearEndedLocks(engine: TenantEngine, here: string): Promise<void> {
  for (const { id, holder } of await engine.locks()) {
    if (isOver(holder, here)) await engine.unlock(id);
  }
}

function held(tenant: string, { command, host, pid }: LockHolder): QuantsError {
  return new QuantsError(
    "conflict",
    `${command} is working on ${tenant}, on ${host} (process ${pid}).`,
    {
      hint: "Wait for it. If that machine or process is gone for certain, add --break-lock.",
      resource: tenant,
    },
  );
}
