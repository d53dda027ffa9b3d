namespace Sekisho.Vault.Rights;

/// <summary>To whom or what something is to be done, as the request names it.</summary>
internal sealed record RightsSubject
{
    /// <summary>The system as a whole.</summary>
    public static RightsSubject System { get; } = new();

    /// <summary>What the actor's own scope reaches; the handler keeps to it (<see cref="Actor.Scope"/>).</summary>
    public static RightsSubject Reach { get; } = new() { IsReach = true };

    /// <summary>See <see cref="Reach"/>.</summary>
    public bool IsReach { get; private init; }

    /// <summary>All of the actor's own tenant: who has a right for what is their own only has none here.</summary>
    public static RightsSubject OwnTenant { get; } = new() { IsOwnTenant = true };

    /// <summary>See <see cref="OwnTenant"/>.</summary>
    public bool IsOwnTenant { get; private init; }

    /// <summary>A tenant's name; null for none.</summary>
    public string? Tenant { get; init; }

    /// <summary>A domain, or null.</summary>
    public string? Domain { get; init; }

    /// <summary>Addresses of accounts, those too that are only to be.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>A sealed credential's identifier, or null.</summary>
    public string? Credential { get; init; }

    /// <summary>It gives the right of an operator.</summary>
    public bool GivesOperator { get; init; }

    /// <summary>One account's address, or a name of a tenant where there is no @.</summary>
    public static RightsSubject Owner(string name) => name.Contains('@', StringComparison.Ordinal) ? Address(name) : new RightsSubject { Tenant = name };

    /// <summary>One account.</summary>
    public static RightsSubject Address(string address) => new() { Addresses = [address] };
}
