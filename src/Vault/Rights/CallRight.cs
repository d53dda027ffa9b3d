using Sekisho.Identity.Rights;
using Sekisho.Ledger.Entries;

namespace Sekisho.Vault.Rights;

/// <summary>One line of the table of calls: whose right a call needs beside the role's, and which.</summary>
internal sealed record CallRight
{
    /// <summary>The call's name.</summary>
    public required string Call { get; init; }

    /// <summary>Whose right.</summary>
    public required WhoActs Who { get; init; }

    /// <summary>All that the call can need, for the documentation.</summary>
    public IReadOnlyList<Permission> Permissions { get; init; } = [];

    /// <summary>What a request needs of them; empty for nothing beside what the handler itself asks for.</summary>
    public Func<object, IReadOnlyList<Permission>> Needs { get; init; } = _ => [];

    /// <summary>To whom or what it is done.</summary>
    public Func<object, RightsSubject> Subject { get; init; } = _ => RightsSubject.System;

    /// <summary>With <see cref="WhoActs.Holder"/>: the ticket and the device in the request.</summary>
    public Func<object, (string Ticket, string? Device)>? Ticket { get; init; }

    /// <summary>What is recorded before the call is answered, for calls that give out names and have no entry of their own; null for none.</summary>
    public EntryType? Records { get; init; }
}
