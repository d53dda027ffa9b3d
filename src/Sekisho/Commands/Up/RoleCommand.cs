using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.BlastRadius;
using Sekisho.Roles.Hosting;
using Sekisho.Wiring;

namespace Sekisho.Commands.Up;

/// <summary>One role in a process of its own; started by the supervisor, never by a person.</summary>
internal sealed class RoleCommand : LeafCommand
{
    /// <summary>The name, which the supervisor passes to the new process.</summary>
    public const string CommandName = "role";

    /// <summary>A probe in place of the role.</summary>
    public const string ProbeOption = "--probe";

    private readonly Option<bool> _probe = new(ProbeOption) { Description = "Try what can be reached, in place of the role." };

    /// <summary>Makes the command.</summary>
    public RoleCommand(Surroundings surroundings)
        : base(CommandName, "Run one role; started by 'sekisho up'.", surroundings)
    {
        Hidden = true;
        Add(_probe);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation) =>
        parse.GetValue(_probe) ? ProbeHost.RunAsync() : RoleHost.RunAsync(RoleFactory.Create);
}
