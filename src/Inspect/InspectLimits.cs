using Sekisho.Mime;

namespace Sekisho.Inspect;

/// <summary>
/// What one message may cost. A limit that is reached is named in the fact <c>inspection.limits</c>; where it means that
/// not everything was looked at, the message is not delivered unseen.
/// </summary>
public sealed record InspectLimits
{
    /// <summary>Most levels of parts within parts. Stops messages within messages without end; what lies deeper is not looked into.</summary>
    public int MaxDepth { get; set; } = 32;

    /// <summary>Most parts, all readings together. Stops floods of tiny parts, each of which costs a look.</summary>
    public int MaxParts { get; set; } = 2_000;

    /// <summary>Most bytes of decoded content of all parts together. Stops a part that is decoded once for each of many readings.</summary>
    public long MaxDecodedBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Most characters of one text part that are searched for links. Stops megabytes of text in front of a link; ordinary texts have 100,000 at most.</summary>
    public int MaxTextChars { get; set; } = 4 * 1024 * 1024;

    /// <summary>Most characters of all text parts together. Stops the same by many parts.</summary>
    public long MaxTotalTextChars { get; set; } = 16L * 1024 * 1024;

    /// <summary>Most different links kept. Stops memory exhaustion by invented addresses; large newsletters have some hundred.</summary>
    public int MaxLinks { get; set; } = 5_000;

    /// <summary>Longest link read, in characters; longer ones are cut. Stops "data:" links of megabytes from being kept as facts.</summary>
    public int MaxUrlChars { get; set; } = 4_096;

    /// <summary>Most members listed of all containers together. Stops archives that name hundreds of thousands of empty members.</summary>
    public int MaxArchiveMembers { get; set; } = 10_000;

    /// <summary>Most members of all containers that are unpacked, wholly or a little. Stops the same, where each costs more; the names are judged all the same.</summary>
    public int MaxArchiveLooks { get; set; } = 1_000;

    /// <summary>Most levels of containers within containers, the attachment itself being level 0. Stops archives within archives without end.</summary>
    public int MaxArchiveDepth { get; set; } = 8;

    /// <summary>Most bytes unpacked of all containers and documents together. Stops bombs: a few kilobytes that unpack to gigabytes.</summary>
    public long MaxUnpackedBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>The longest that all containers and documents of a message may take together, in milliseconds. Stops content that is small but slow to unpack.</summary>
    public int MaxUnpackMilliseconds { get; set; } = 5_000;

    /// <summary>Most passwords tried on one encrypted archive. Stops texts full of words from costing a key derivation each.</summary>
    public int MaxPasswordTries { get; set; } = 64;

    /// <summary>Most pictures that are searched for codes. Stops thousands of tiny ones; newsletters have some dozens.</summary>
    public int MaxImages { get; set; } = 100;

    /// <summary>Most pixels of one picture that is searched for codes. Stops a header of a few bytes that claims gigabytes; cameras of telephones make 12 million.</summary>
    public long MaxImagePixels { get; set; } = 16_000_000;

    /// <summary>Most pixels of all pictures of a message together. Stops the same by many pictures.</summary>
    public long MaxTotalImagePixels { get; set; } = 64_000_000;

    /// <summary>The longest that all pictures of a message may take together, in milliseconds. Stops pictures that are slow to decode or full of what looks like codes.</summary>
    public int MaxImageMilliseconds { get; set; } = 1_000;

    /// <summary>Most texts in one fact. Stops a verdict larger than the message it is about.</summary>
    public int MaxFactItems { get; set; } = 200;

    /// <summary>Longest text in a fact, in characters. Stops the same.</summary>
    public int MaxFactChars { get; set; } = 1_000;

    /// <summary>Most memory of a worker process, in bytes; beyond it the worker ends and the message is held. Stops a message that makes a reader take all memory of the machine.</summary>
    public long MaxWorkerMemoryBytes { get; set; } = 1024L * 1024 * 1024;

    internal MimeLimits ToMimeLimits() => MimeLimits.Default with { MaxDepth = MaxDepth, MaxParts = MaxParts };
}
