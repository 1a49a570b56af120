/** Which session each Claude Code process went on with after another: what `/clear` leads to. */
import type { RunningProcess } from "../processSessions.ts";

export class Successors {
  /** Which session each process runs, */
  private readonly running = new Map<number, string>();
  /** and which one it went on with after another. */
  private readonly after = new Map<string, string>();

  /** To be called whenever the processes were looked at. */
  note(processes: readonly RunningProcess[]): void {
    const alive = processes.filter((process) => process.alive);
    for (const { pid, sessionId } of alive) {
      const before = this.running.get(pid);
      if (before !== undefined && before !== sessionId) this.after.set(before, sessionId);
    }
    this.running.clear();
    for (const { pid, sessionId } of alive) {
      this.running.set(pid, sessionId);
      // Taken up again: what follows it now is another one.
      this.after.delete(sessionId);
    }
  }

  of(sessionId: string): string | null {
    return this.after.get(sessionId) ?? null;
  }

  isRunning(sessionId: string): boolean {
    return [...this.running.values()].includes(sessionId);
  }
}
