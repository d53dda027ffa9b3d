using System.Text.Json.Serialization;
using Sekisho.MailAuth.MtaSts;

namespace Sekisho.Deliver.Sts;

/// <summary>A policy as it is kept, in memory and as a file.</summary>
internal sealed record StsKept
{
    /// <summary>Whose it is, as A-labels in lower case.</summary>
    public required string Domain { get; init; }

    /// <summary>The identifier that the TXT record had.</summary>
    public required string Id { get; init; }

    /// <summary>What it asks for.</summary>
    public required StsMode Mode { get; init; }

    /// <summary>How long it holds from <see cref="FetchedAt"/>, in seconds.</summary>
    public required long MaxAgeSeconds { get; init; }

    /// <summary>Its mail exchanges.</summary>
    public required IReadOnlyList<string> Mx { get; init; }

    /// <summary>When it was fetched last.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>The policy.</summary>
    [JsonIgnore]
    public StsPolicy Policy => new(Mode, TimeSpan.FromSeconds(MaxAgeSeconds), Mx);

    public bool HoldsAt(DateTimeOffset now) => now - FetchedAt < TimeSpan.FromSeconds(MaxAgeSeconds);
}
