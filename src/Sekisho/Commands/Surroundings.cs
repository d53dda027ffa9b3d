using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Supervision;

namespace Sekisho.Commands;

/// <summary>What commands find around them; tests give their own.</summary>
internal sealed record Surroundings
{
    /// <summary>The streams.</summary>
    public required ProgramConsole Console { get; init; }

    /// <summary>The folder that relative paths start from.</summary>
    public required string CurrentFolder { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where tickets of people lie.</summary>
    public string TicketFolder { get; init; } = Person.TicketFile.UsualFolder;

    /// <summary>Finds the system that runs on a data folder.</summary>
    public Func<string, ICallClient> Connect { get; init; } = folder => OperatorConnection.Open(folder);
}
