namespace Sekisho.Inspect.Memory;

/// <summary>What the recipients' tenants remember.</summary>
public sealed record MemoryReply
{
    /// <summary>Places, in the question, of the sites that no message to them has linked to; null where they have not seen enough mail yet to say so.</summary>
    public IReadOnlyList<int>? NewSites { get; init; }

    /// <summary>How probable it is that the message is unwanted, by the words of what the tenant has decided over; null where it has not decided enough, and for several tenants.</summary>
    public double? Learned { get; init; }

    /// <summary>How many decisions that stands on.</summary>
    public int Decisions { get; init; }

    /// <summary>Places, in the question, of the words that spoke most for or against it.</summary>
    public IReadOnlyList<int> Telling { get; init => field = value ?? []; } = [];
}
