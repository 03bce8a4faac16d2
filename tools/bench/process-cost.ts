import { readFileSync } from "node:fs";

/** What a process has used of the processor since it began, and the memory that it holds now. */
export type ProcessCost = { readonly cpuMs: number; readonly residentMb: number };

/** The kernel counts processor time in hundredths of a second, on every machine that Node runs on. */
const TICK_MS = 10;
const KB_PER_MB = 1024;

/** Asks the kernel; null where the process is gone. LIMIT: Linux only. */
export function processCost(pid: number): ProcessCost | null {
  try {
    // The program's name, in brackets, may hold spaces; what follows it are fields from the third on.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    const [, resident] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return { cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS, residentMb: Number(resident) / KB_PER_MB };
  } catch {
    return null;
  }
}
