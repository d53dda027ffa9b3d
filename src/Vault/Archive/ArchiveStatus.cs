namespace Sekisho.Vault.Archive;

/// <summary>The archive of a tenant, as the vault knows it.</summary>
public sealed record ArchiveStatus
{
    /// <summary>The tenant's number.</summary>
    public required long Tenant { get; init; }

    /// <summary>Whether what comes in is archived.</summary>
    public required bool IsOn { get; init; }

    /// <summary>Whether the store has been told: what came in before is archived as it was said before.</summary>
    public required bool IsPublished { get; init; }

    /// <summary>For how many months after its end each month is kept; null where there never was an archive.</summary>
    public int? Months { get; init; }

    /// <summary>The months whose keys are there, oldest first; the next one is prepared ahead.</summary>
    public required IReadOnlyList<KeptMonth> Kept { get; init; }
}
