import type { Call, InputOf, MethodName, OutputOf, Reply, WorkProgress } from "../protocol.ts";
import { WorkError } from "./work-error.ts";

/** The workers as an element sees them: as if there were one, which is its own. */
export interface Client {
  /** Calls a method; `signal` calls it off at once, and where it already has, nothing is started. */
  call<M extends MethodName>(method: M, input: InputOf<M>, options?: CallOptions): Promise<OutputOf<M>>;
  /** Gives up what was called, and all that is kept for the element. A worker that works for no other is ended. */
  close(): void;
}

/** Workers that elements share. */
export interface Pool {
  /** A client for one more element. */
  join(): Client;
}

/** What a call may say besides. */
interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: WorkProgress) => void;
}

/** A port to a worker, or what stands for one. */
export type Port = Pick<Worker, "postMessage" | "terminate"> & {
  onmessage: ((event: MessageEvent<Reply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
};

/** How workers are shared. */
export interface PoolOptions {
  /** How many workers there may be. */
  readonly most: number;
  /** How long [ms] an element has a worker to itself; what takes longer goes on beside the work for others. */
  readonly turn?: number;
  /** How long [ms] a worker has to leave what was called off; then it is ended. Longer than any of its steps. */
  readonly grace?: number;
}

interface Asked {
  readonly method: MethodName;
  readonly input: unknown;
}

/** An element. What it asked for last is asked again where a worker that has ended kept it. */
interface Member {
  readonly id: number;
  runner: Runner | undefined;
  opened: Asked | undefined;
  updated: Asked | undefined;
  /** Whether its worker has all that was asked for. */
  isWhole: boolean;
}

interface Task {
  readonly id: number;
  readonly member: Member;
  readonly asked: Asked;
  readonly onProgress: CallOptions["onProgress"];
  resolve(value: unknown): void;
  reject(error: unknown): void;
  /** What is still to be asked, one after the other; the last is what was called. */
  steps: readonly Asked[];
  /** Runs while what was called off is still under way. */
  leaving: ReturnType<typeof setTimeout> | undefined;
  isLeft: boolean;
  /** Whether a worker failed on this or on what was beside it. */
  isSuspect: boolean;
}

/** A worker, and for whom it works. */
interface Runner {
  readonly port: Port;
  readonly members: Set<Member>;
  readonly underWay: Map<number, Task>;
  isHeard: boolean;
  /** Whether it may begin something besides what is under way. */
  isOpen: boolean;
  opening: ReturnType<typeof setTimeout> | undefined;
  /** Whether somebody was passed over for one whose data it has. */
  isOwing: boolean;
}

/**
 * Up to `most` workers, started by `start` when they are needed. An element stays with the worker that has its data. Where more is called
 * than there are workers, the calls wait in a queue. What a worker that ends has kept is opened again in another with the next call.
 */
export function createPool(start: () => Port, { most, turn = 2000, grace = 5000 }: PoolOptions): Pool {
  const runners = new Set<Runner>();
  let queue: readonly Task[] = [];
  let limit = most;
  let last = 0;

  const end = (runner: Runner): readonly Task[] => {
    Object.assign(runner.port, { onmessage: null, onerror: null });
    runner.port.terminate();
    runners.delete(runner);
    clearTimeout(runner.opening);
    for (const member of runner.members) Object.assign(member, { runner: undefined, isWhole: false });
    if (runners.size === 0) limit = most;
    const tasks = [...runner.underWay.values()];
    for (const { leaving } of tasks) clearTimeout(leaving);
    return tasks;
  };

  /** Lets tasks wait again, before all others. */
  const putBack = (tasks: readonly Task[]) => {
    queue = [...tasks.filter(({ isLeft }) => !isLeft), ...queue];
  };

  const ask = (runner: Runner, { id, member, steps: [{ method, input }] }: Task) =>
    runner.port.postMessage({ id, client: member.id, method, input } satisfies Call);

  const done = (runner: Runner, task: Task) => {
    clearTimeout(task.leaving);
    runner.underWay.delete(task.id);
    if (runner.underWay.size === 0) clearTimeout(runner.opening);
  };

  const give = (runner: Runner, task: Task) => {
    const { member, asked } = task;
    queue = queue.filter((other) => other !== task);
    task.steps = member.isWhole ? [asked] : [...lost(member, asked), asked];
    member.runner = runner;
    runner.members.add(member);
    runner.underWay.set(task.id, task);
    runner.isOpen = false;
    clearTimeout(runner.opening);
    runner.opening = setTimeout(() => {
      // Who fails alone is known to be the one that fails.
      runner.isOpen = ![...runner.underWay.values()].some(({ isSuspect }) => isSuspect);
      deal();
    }, turn);
    try {
      ask(runner, task);
    } catch (error) {
      done(runner, task);
      task.reject(error);
    }
  };

  /** Gives a worker the next of those that wait. Those whose data it has come first, but not twice in a row before one who waits longer. */
  const serve = (runner: Runner) => {
    const isIdle = runner.underWay.size === 0;
    const fit = queue.filter(({ member, isSuspect }) => {
      if (member.runner === undefined) return isIdle || !isSuspect;
      return member.runner === runner && (isIdle || (member.isWhole && !isSuspect));
    });
    const own = fit.find(({ member }) => member.runner === runner);
    const task = runner.isOwing ? fit[0] : (own ?? fit[0]);
    if (task === undefined) return;
    runner.isOwing = task !== fit[0];
    give(runner, task);
  };

  const deal = () => {
    for (const runner of runners) if (runner.underWay.size === 0) serve(runner);
    while (runners.size < limit) {
      const free = queue.find(({ member }) => member.runner === undefined);
      if (free === undefined) break;
      try {
        serve(begin());
      } catch (error) {
        if (runners.size > 0) limit = runners.size;
        else {
          queue = queue.filter((task) => task !== free);
          free.reject(error);
        }
      }
    }
    for (const runner of runners) if (runner.isOpen) serve(runner);
  };

  const hear = (runner: Runner, reply: Reply) => {
    runner.isHeard = true;
    const task = runner.underWay.get(reply.id);
    if (task === undefined) return;
    const { member, asked } = task;
    if ("progress" in reply) {
      if (!task.isLeft) task.onProgress?.(reply.progress);
      return;
    }
    if ("value" in reply) {
      task.steps = task.steps.slice(1);
      if (task.steps.length === 0) remember(member, asked);
      else if (task.steps.length === 1) member.isWhole = true;
      if (task.steps.length > 0 && !task.isLeft) {
        ask(runner, task);
        return;
      }
    }
    done(runner, task);
    if ("fault" in reply) task.reject(new WorkError(reply.fault));
    else task.resolve(reply.value);
    deal();
  };

  const fail = (runner: Runner, message: string) => {
    const tasks = end(runner);
    if (!runner.isHeard && runners.size > 0) {
      // Where no more can be loaded, as without a network, those that run do.
      limit = runners.size;
      putBack(tasks);
    } else if (new Set(tasks.map(({ member }) => member)).size === 1) {
      for (const { reject } of tasks) reject(new WorkError({ code: "internal", message }));
    } else {
      for (const task of tasks) task.isSuspect = true;
      putBack(tasks);
    }
    deal();
  };

  const begin = (): Runner => {
    const port = started(start);
    const runner: Runner = {
      port,
      members: new Set(),
      underWay: new Map(),
      isHeard: false,
      isOpen: false,
      opening: undefined,
      isOwing: false,
    };
    port.onmessage = ({ data }) => hear(runner, data);
    port.onerror = (event) => {
      event.preventDefault();
      fail(
        runner,
        `The worker can't run: ${event.message || "its file could not be loaded"}. Is worker.js beside the script of the elements, and the server within reach?`,
      );
    };
    runners.add(runner);
    return runner;
  };

  /** Adds a task. An element that nobody else waits for goes on at once with the worker that works for it. */
  const add = (task: Task) => {
    const { member } = task;
    const { runner, isWhole } = member;
    const isAtWork = isWhole && [...(runner?.underWay.values() ?? [])].some((other) => other.member === member);
    const isWaitedFor = queue.some((other) => other.member.runner === undefined || other.member.runner === runner);
    if (runner !== undefined && isAtWork && !isWaitedFor) {
      give(runner, task);
      return;
    }
    queue = [...queue, task];
    deal();
  };

  const leave = (task: Task, error: WorkError) => {
    task.reject(error);
    queue = queue.filter((other) => other !== task);
    const { runner } = task.member;
    if (!runner?.underWay.has(task.id) || task.isLeft) return;
    task.isLeft = true;
    runner.port.postMessage({ id: task.id, cancel: true } satisfies Call);
    task.leaving = setTimeout(() => {
      putBack(end(runner));
      deal();
    }, grace);
  };

  return {
    join() {
      const member: Member = { id: ++last, runner: undefined, opened: undefined, updated: undefined, isWhole: true };
      return {
        call<M extends MethodName>(method: M, input: InputOf<M>, { signal, onProgress }: CallOptions = {}) {
          return new Promise<OutputOf<M>>((resolve, reject) => {
            if (signal?.aborted) throw canceled();
            const task: Task = {
              id: ++last,
              member,
              asked: { method, input },
              onProgress,
              resolve: (value) => resolve(value as OutputOf<M>),
              reject,
              steps: [],
              leaving: undefined,
              isLeft: false,
              isSuspect: false,
            };
            signal?.addEventListener("abort", () => leave(task, canceled()), { once: true });
            add(task);
          });
        },
        close() {
          const { runner } = member;
          const own = [...queue, ...(runner?.underWay.values() ?? [])].filter((task) => task.member === member);
          for (const task of own) leave(task, new WorkError({ code: "internal", message: "The worker was closed." }));
          runner?.members.delete(member);
          member.runner = undefined;
          if (runner?.members.size === 0) end(runner);
          else runner?.port.postMessage({ client: member.id, leave: true } satisfies Call);
          deal();
        },
      };
    },
  };
}

/** What must be asked again before a call, where the data of an element are gone. */
function lost({ opened, updated }: Member, { method }: Asked): readonly Asked[] {
  if (opened === undefined || method.endsWith("/open") || method === "job/parse") return [];
  return updated === undefined || method.endsWith("/update") ? [opened] : [opened, updated];
}

function remember(member: Member, asked: Asked): void {
  if (asked.method.endsWith("/open")) Object.assign(member, { opened: asked, updated: undefined, isWhole: true });
  else if (asked.method.endsWith("/update")) member.updated = asked;
}

function canceled(): WorkError {
  return new WorkError({ code: "aborted", message: "Canceled." });
}

/** A browser refuses at once what another server holds, or what the policy of the page forbids. */
function started(start: () => Port): Port {
  try {
    return start();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WorkError({
      code: "internal",
      message: `The worker can't be started: ${reason} It must come from the server of the page, and the policy of the page must allow it.`,
    });
  }
}
