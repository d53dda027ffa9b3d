namespace Sekisho.Roles.BlastRadius;

/// <summary>What there is to reach in a made-up system: everything that a probe may try, beside the roles themselves.</summary>
internal sealed record BlastTargets
{
    /// <summary>The made-up data folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Further files that no role may read, by their names in the matrix: the configuration, the folder of the real data.</summary>
    public required IReadOnlyDictionary<string, string> Secrets { get; init; }

    /// <summary>A TCP port of this machine on which somebody listens, that no setting names.</summary>
    public required int OpenPort { get; init; }

    /// <summary>A TCP port of this machine that is free, and that no setting names.</summary>
    public required int FreePort { get; init; }

    /// <summary>A Unix socket of another program.</summary>
    public required string ForeignSocket { get; init; }

    /// <summary>An abstract Unix socket of another program, with its NUL in front.</summary>
    public required string AbstractSocket { get; init; }
}
