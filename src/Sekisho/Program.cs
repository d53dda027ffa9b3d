using Sekisho.Commands;
using Sekisho.Output;

return await CommandLine.RunAsync(args, new Surroundings { Console = ProgramConsole.OfProcess(), CurrentFolder = Environment.CurrentDirectory });
