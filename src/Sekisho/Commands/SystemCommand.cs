using System.CommandLine;
using Sekisho.Commands.Person;
using Sekisho.Output;
using Sekisho.Roles.Calls;

namespace Sekisho.Commands;

/// <summary>A command that asks the running system.</summary>
internal abstract class SystemCommand(string name, string description, Surroundings surroundings) : LeafCommand(name, description, surroundings)
{
    /// <inheritdoc/>
    protected sealed override async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        var loaded = GlobalOptions.Load(parse, Surroundings.CurrentFolder);
        // With --data the configuration is not needed to find the system, so its errors do not stand in the way.
        if (loaded.DataFolder is not { } folder) return loaded.TellErrors(output);
        var calls = Surroundings.Connect(folder);
        if (GlobalOptions.PersonOf(parse) is { } person)
        {
            if (TicketFile.Read(TicketFile.PathOf(Surroundings.TicketFolder, folder, person)) is not { } ticket)
            {
                (calls as IDisposable)?.Dispose();
                return output.Fail($"{person} is not logged in here.", $"Log in with 'sekisho login {person}'.");
            }

            calls = new PersonCalls(calls, ticket);
        }

        try
        {
            return await RunAsync(parse, calls, output, cancellation);
        }
        finally
        {
            (calls as IDisposable)?.Dispose();
        }
    }

    /// <summary>Where the ticket of a person lies.</summary>
    protected string TicketPath(ParseResult parse, string address) =>
        TicketFile.PathOf(Surroundings.TicketFolder, GlobalOptions.Load(parse, Surroundings.CurrentFolder).DataFolder!, address);

    /// <summary>Does it, with a connection to the running system.</summary>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation);
}
