import type { Call, Reply, WorkProgress } from "../protocol.ts";
import type { Asked, KeptData } from "./kept-data.ts";
import { WorkError } from "./work-error.ts";

/** A port to a worker, or what stands for one. */
export type Port = Pick<Worker, "postMessage" | "terminate"> & {
  onmessage: ((event: MessageEvent<Reply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
};

/** An element, as workers know it. */
export interface Member {
  readonly id: number;
  readonly kept: KeptData;
}

/** What an element has called. */
export interface Task {
  readonly id: number;
  readonly member: Member;
  readonly asked: Asked;
  readonly onProgress: ((progress: WorkProgress) => void) | undefined;
  resolve(value: unknown): void;
  reject(error: unknown): void;
  /** Whether it was called off: then nobody waits for it any more. */
  isLeft: boolean;
  /** Whether a worker failed on this or on what was beside it. */
  isSuspect: boolean;
}

/** What a worker tells those who give it work. */
interface RunnerEvents {
  /** It may have time for more. */
  onFree(): void;
  /** It does not run any more. */
  onFailed(message: string): void;
  /** It stays in what was called off. */
  onStuck(): void;
}

/** A task that a worker is at. */
interface UnderWay {
  readonly task: Task;
  /** What is still to be asked, one after the other; the last is what was called. */
  steps: readonly Asked[];
  /** Runs while what was called off is still under way. */
  leaving?: ReturnType<typeof setTimeout>;
}

/** A worker, the elements that it works for, and what it is at. */
export class Runner {
  /** The elements whose data it has, or is to have. */
  readonly members = new Set<Member>();
  /** Whether it has said a word: then its file could be loaded. */
  isHeard = false;
  private readonly port: Port;
  private readonly events: RunnerEvents;
  /** How long [ms] a task has it to itself, and how long it has to leave one. */
  private readonly times: { readonly turn: number; readonly grace: number };
  private readonly underWay = new Map<number, UnderWay>();
  private isTurnOver = false;
  private turning: ReturnType<typeof setTimeout> | undefined;

  constructor(port: Port, times: { readonly turn: number; readonly grace: number }, events: RunnerEvents) {
    this.port = port;
    this.times = times;
    this.events = events;
    port.onmessage = ({ data }) => this.hear(data);
    port.onerror = (event) => {
      event.preventDefault();
      events.onFailed(
        `The worker can't run: ${event.message || "its file could not be loaded"}. Is worker.js beside the script of the elements, and the server within reach?`,
      );
    };
  }

  isIdle(): boolean {
    return this.underWay.size === 0;
  }

  /** Whether it may begin something besides what is under way. Who fails alone is known to be the one that fails. */
  isOpen(): boolean {
    return this.isTurnOver && !this.tasks().some(({ isSuspect }) => isSuspect);
  }

  /** Whether it is at something for an element. */
  isAtWorkFor(member: Member): boolean {
    return this.tasks().some((task) => task.member === member);
  }

  /** What it is at. */
  tasks(): readonly Task[] {
    return [...this.underWay.values()].map(({ task }) => task);
  }

  /** Begins a task. One that can't be sent to a worker fails at once. */
  give(task: Task): void {
    const { member, asked, id } = task;
    this.members.add(member);
    const begun: UnderWay = { task, steps: member.kept.stepsTo(asked) };
    this.underWay.set(id, begun);
    if (!this.ask(begun)) return;
    this.isTurnOver = false;
    clearTimeout(this.turning);
    this.turning = setTimeout(() => {
      this.isTurnOver = true;
      this.events.onFree();
    }, this.times.turn);
  }

  /** Calls off a task, if it is at that. */
  leave({ id }: Task): void {
    const left = this.underWay.get(id);
    if (left === undefined) return;
    this.port.postMessage({ id, cancel: true } satisfies Call);
    left.leaving = setTimeout(this.events.onStuck, this.times.grace);
  }

  /** Forgets an element, and what was kept for it. */
  dismiss(member: Member): void {
    this.members.delete(member);
    member.kept.lose();
    this.port.postMessage({ client: member.id, leave: true } satisfies Call);
  }

  /** Ends the worker, with all that it keeps. */
  end(): void {
    Object.assign(this.port, { onmessage: null, onerror: null });
    this.port.terminate();
    clearTimeout(this.turning);
    for (const { leaving } of this.underWay.values()) clearTimeout(leaving);
    for (const { kept } of this.members) kept.lose();
  }

  /** Asks for the next step, and tells whether that could be sent. */
  private ask({ task, steps: [{ method, input }] }: UnderWay): boolean {
    try {
      this.port.postMessage({ id: task.id, client: task.member.id, method, input } satisfies Call);
      return true;
    } catch (error) {
      this.done(task);
      task.reject(error);
      return false;
    }
  }

  private hear(reply: Reply): void {
    this.isHeard = true;
    const heard = this.underWay.get(reply.id);
    if (heard === undefined) return;
    const { task, steps } = heard;
    if ("progress" in reply) {
      if (!task.isLeft) task.onProgress?.(reply.progress);
      return;
    }
    if ("value" in reply) {
      task.member.kept.answered(steps[0]);
      heard.steps = steps.slice(1);
      if (heard.steps.length > 0 && !task.isLeft && this.ask(heard)) return;
    }
    this.done(task);
    if ("fault" in reply) task.reject(new WorkError(reply.fault));
    else task.resolve(reply.value);
    this.events.onFree();
  }

  private done({ id }: Task): void {
    clearTimeout(this.underWay.get(id)?.leaving);
    this.underWay.delete(id);
    if (this.isIdle()) clearTimeout(this.turning);
  }
}
