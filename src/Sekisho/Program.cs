using Sekisho.Commands;
using Sekisho.Output;
using Sekisho.Roles.Hosting;

// Before anything else: a role's process confines itself and starts over.
RoleConfinement.EnterIfTold();

return await CommandLine.RunAsync(args, new Surroundings { Console = ProgramConsole.OfProcess(), CurrentFolder = Environment.CurrentDirectory });
