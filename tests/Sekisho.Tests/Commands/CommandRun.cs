using System.Text;
using Sekisho.Commands;
using Sekisho.Output;

namespace Sekisho.Tests.Commands;

/// <summary>Runs a command line in this process and keeps what it said.</summary>
internal sealed record CommandRun(int Exit, string Out, string Error)
{
    public IReadOnlyList<string> Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<CommandRun> Of(params string[] arguments) => Of(new FakeSystem(), "", arguments);

    public static Task<CommandRun> Of(FakeSystem system, params string[] arguments) => Of(system, "", arguments);

    public static async Task<CommandRun> Of(FakeSystem system, string input, string[] arguments, string? folder = null, bool terminal = false)
    {
        using var bytes = new MemoryStream();
        await using var output = new StreamWriter(bytes) { NewLine = "\n" };
        await using var error = new StringWriter();
        var around = new Surroundings
        {
            Console = new ProgramConsole
            {
                Out = output,
                OutBytes = bytes,
                Error = error,
                In = new MemoryStream(Encoding.UTF8.GetBytes(input)),
                OutIsTerminal = terminal,
            },
            CurrentFolder = folder ?? "/nowhere",
            Connect = system.Connect,
        };
        var exit = await CommandLine.RunAsync(arguments, around);
        await output.FlushAsync();
        return new CommandRun(exit, Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }
}
