using Sekisho.Commands;
using Sekisho.Commands.Up;
using Sekisho.Output;
using Sekisho.Roles.Hosting;

// Before anything else: a role's process confines itself and starts over.
RoleConfinement.EnterIfTold();

// Nor does a role need the commands: what builds and parses them would stay in the memory of every process.
if (RoleProcess.IsMeant(args)) return await RoleProcess.RunAsync(args);

return await CommandLine.RunAsync(args, new Surroundings { Console = ProgramConsole.OfProcess(), CurrentFolder = Environment.CurrentDirectory });
