using System.CommandLine;
using Sekisho.Output;

namespace Sekisho.Commands.Up;

/// <summary>The hidden command of <see cref="RoleProcess"/>, for the command line to know its words; started by the supervisor, never by a person.</summary>
internal sealed class RoleCommand : LeafCommand
{
    private readonly Option<bool> _probe = new(RoleProcess.ProbeOption) { Description = "Try what can be reached, in place of the role." };

    /// <summary>Makes the command.</summary>
    public RoleCommand(Surroundings surroundings)
        : base(RoleProcess.CommandName, "Run one role; started by 'sekisho up'.", surroundings)
    {
        Hidden = true;
        Add(_probe);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation) =>
        RoleProcess.RunAsync(parse.GetValue(_probe) ? [RoleProcess.CommandName, RoleProcess.ProbeOption] : [RoleProcess.CommandName]);
}
