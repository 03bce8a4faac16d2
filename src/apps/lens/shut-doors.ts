// Runs in a lens's process before the lens does, and takes from it what Node's permissions leave: a name that everybody on the machine can
// read, and signals to other processes, among them the one that opens a debugger in the agent.
Object.defineProperty(process, "title", { value: "lintel-lens", writable: false, configurable: false });
for (const name of ["kill", "_kill", "_debugProcess", "_debugEnd"])
  Object.defineProperty(process, name, { value: undefined, writable: false, configurable: false });
