namespace Sekisho.Inspect.Memory;

/// <summary>Asks what the recipients' tenants remember.</summary>
/// <param name="Recipients">The recipients of the envelope, at most <see cref="MostRecipients"/>.</param>
/// <param name="Sites">Registered names to which the message links, at most <see cref="MostSites"/>.</param>
/// <param name="Words">Numbers of its tokens (<see cref="WordNumbers"/>), at most <see cref="WordNumbers.Most"/>; no text.</param>
public sealed record MemoryRequest(IReadOnlyList<string> Recipients, IReadOnlyList<string> Sites, byte[] Words)
{
    /// <summary>The most recipients that are asked for.</summary>
    public const int MostRecipients = 50;

    /// <summary>The most sites that are asked for, and that one message teaches.</summary>
    public const int MostSites = 32;
}
