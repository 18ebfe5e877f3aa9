import type { InputOf, MethodName, OutputOf, WorkProgress } from "../protocol.ts";
import { KeptData } from "./kept-data.ts";
import { type Member, type Port, Runner, type Task } from "./runner.ts";
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

/** How workers are shared. */
export interface PoolOptions {
  /** How many workers there may be. */
  readonly most: number;
  /** How long [ms] an element has a worker to itself; what takes longer goes on beside the work for others. */
  readonly turn?: number;
  /** How long [ms] a worker has to leave what was called off; then it is ended. Longer than any of its steps. */
  readonly grace?: number;
}

/**
 * Up to `most` workers, started by `start` when they are needed. An element stays with the worker that has its data. Where more is called
 * than there are workers, the calls wait in a queue. What a worker that ends has kept is opened again in another with the next call.
 */
export function createPool(start: () => Port, { most, turn = 2000, grace = 5000 }: PoolOptions): Pool {
  const runners = new Set<Runner>();
  /** Those that passed somebody over for one whose data they have. */
  const owing = new WeakSet<Runner>();
  let queue: readonly Task[] = [];
  let limit = most;
  let last = 0;

  const runnerOf = (member: Member) => [...runners].find(({ members }) => members.has(member));

  const drop = (task: Task) => {
    queue = queue.filter((other) => other !== task);
  };

  /** Lets tasks wait again, before all others. */
  const putBack = (tasks: readonly Task[]) => {
    queue = [...tasks.filter(({ isLeft }) => !isLeft), ...queue];
  };

  const give = (runner: Runner, task: Task) => {
    drop(task);
    runner.give(task);
  };

  /**
   * Gives a worker the next of those that wait, and tells whether there is one. Those whose data it has come first, but not twice in a
   * row before one who waits longer. What was lost of an element is opened again once, not by two of its calls.
   */
  const serve = (runner: Runner): boolean => {
    const isIdle = runner.isIdle();
    const fit = queue.filter(({ member, isSuspect }) => {
      const home = runnerOf(member);
      if (home !== undefined && home !== runner) return false;
      return isIdle || (!isSuspect && (member.kept.isWhole() || !runner.isAtWorkFor(member)));
    });
    const own = fit.find(({ member }) => runner.members.has(member));
    const task = owing.has(runner) ? fit[0] : (own ?? fit[0]);
    if (task === undefined) return false;
    if (task === fit[0]) owing.delete(runner);
    else owing.add(runner);
    give(runner, task);
    return true;
  };

  /** Gives work to workers that have none, to further ones, and to those that are long at theirs. */
  const deal = () => {
    const occupy = (runner: Runner) => {
      while (runner.isIdle() && serve(runner));
    };
    for (const runner of runners) occupy(runner);
    while (runners.size < limit) {
      const free = queue.find(({ member }) => runnerOf(member) === undefined);
      if (free === undefined) break;
      try {
        occupy(begin());
      } catch (error) {
        if (runners.size > 0) limit = runners.size;
        else {
          drop(free);
          free.reject(error);
        }
      }
    }
    for (const runner of runners) while (runner.isOpen() && serve(runner));
  };

  const begin = (): Runner => {
    const runner: Runner = new Runner(
      started(start),
      { turn, grace },
      {
        onFree: deal,
        onFailed: (message) => fail(runner, message),
        onStuck: () => {
          end(runner);
          putBack(runner.tasks());
          deal();
        },
      },
    );
    runners.add(runner);
    return runner;
  };

  const end = (runner: Runner) => {
    runner.end();
    runners.delete(runner);
    if (runners.size === 0) limit = most;
  };

  const fail = (runner: Runner, message: string) => {
    end(runner);
    const tasks = runner.tasks();
    const refuse = ({ reject }: Task) => reject(new WorkError({ code: "internal", message }));
    if (!runner.isHeard && runners.size > 0) {
      // Where no more can be loaded, as without a network, those that run do.
      limit = runners.size;
      putBack(tasks);
    } else if (!runner.isHeard) {
      // Where none can be loaded, the others would wait for the same.
      for (const task of [...tasks, ...queue]) refuse(task);
      queue = [];
    } else if (new Set(tasks.map(({ member }) => member)).size === 1) {
      for (const task of tasks) refuse(task);
    } else {
      for (const task of tasks) task.isSuspect = true;
      putBack(tasks);
    }
    deal();
  };

  /** Adds a task. An element that nobody else waits for goes on at once with the worker that works for it. */
  const add = (task: Task) => {
    const { member } = task;
    const runner = runnerOf(member);
    const isWaitedFor = queue.some((other) => [undefined, runner].includes(runnerOf(other.member)));
    if (runner?.isAtWorkFor(member) && member.kept.isWhole() && !isWaitedFor) give(runner, task);
    else {
      queue = [...queue, task];
      deal();
    }
  };

  const leave = (task: Task, error: WorkError) => {
    if (task.isLeft) return;
    task.isLeft = true;
    task.reject(error);
    drop(task);
    runnerOf(task.member)?.leave(task);
  };

  const close = (member: Member) => {
    const runner = runnerOf(member);
    const own = [...queue, ...(runner?.tasks() ?? [])].filter((task) => task.member === member);
    for (const task of own) leave(task, new WorkError({ code: "internal", message: "The worker was closed." }));
    if (runner === undefined) return;
    if (runner.members.size > 1) runner.dismiss(member);
    else end(runner);
    deal();
  };

  return {
    join() {
      const member: Member = { id: ++last, kept: new KeptData() };
      return {
        call<M extends MethodName>(method: M, input: InputOf<M>, { signal, onProgress }: CallOptions = {}) {
          return new Promise<OutputOf<M>>((resolve, reject) => {
            if (signal?.aborted) throw canceled();
            const stop = () => leave(task, canceled());
            const settle = (how: () => void) => {
              signal?.removeEventListener("abort", stop);
              how();
            };
            const task: Task = {
              id: ++last,
              member,
              asked: { method, input },
              onProgress,
              resolve: (value) => settle(() => resolve(value as OutputOf<M>)),
              reject: (error) => settle(() => reject(error)),
              isLeft: false,
              isSuspect: false,
            };
            signal?.addEventListener("abort", stop, { once: true });
            add(task);
          });
        },
        close: () => close(member),
      };
    },
  };
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
