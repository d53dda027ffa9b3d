namespace Sekisho.Roles.Memory;

/// <summary>A part of a file that is mapped for reading.</summary>
/// <param name="Start">Its address.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record MappedArea(long Start, long Bytes)
{
    private const int ThingsToldOfOwnBytes = 3;

    /// <summary>How much of it is in memory.</summary>
    public long ResidentBytes { get; init; }

    /// <summary>How much of it is this process's own, because it was written to.</summary>
    public long OwnBytes { get; init; }

    /// <summary>How many of the figures of <see cref="OwnBytes"/> the kernel has told.</summary>
    public int Told { get; init; }

    /// <summary>Whether nothing is lost when it is taken out.</summary>
    public bool MayBeReleased => ResidentBytes > 0 && OwnBytes == 0 && Told == ThingsToldOfOwnBytes;
}
