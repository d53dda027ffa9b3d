using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Hosting;
using Sekisho.Wiring;

namespace Sekisho.Commands.Up;

/// <summary>One role in a process of its own; started by the supervisor, never by a person.</summary>
internal sealed class RoleCommand : LeafCommand
{
    /// <summary>The name, which the supervisor passes to the new process.</summary>
    public const string CommandName = "role";

    /// <summary>Makes the command.</summary>
    public RoleCommand(Surroundings surroundings)
        : base(CommandName, "Run one role; started by 'sekisho up'.", surroundings) => Hidden = true;

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation) => RoleHost.RunAsync(RoleFactory.Create);
}
