namespace Sekisho.Mime;

/// <summary>A message read into parts: a tree of offsets, with every ambiguity named.</summary>
public sealed class MimeMessage
{
    internal MimeMessage(ReadOnlyMemory<byte> bytes, MimeLimits limits)
    {
        Bytes = bytes;
        Limits = limits;
    }

    /// <summary>The fields of all parts, one behind the other.</summary>
    internal List<FieldRange> FieldRanges { get; set; } = [];

    /// <summary>What was read. It is not copied: it must not change while the message is in use.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The limits it was read with.</summary>
    public MimeLimits Limits { get; }

    /// <summary>All parts in pre-order, those of view 0 first; the first is the message itself.</summary>
    public IReadOnlyList<MimePart> Parts { get; internal set; } = [];

    /// <summary>The message itself.</summary>
    public MimePart Root => Parts[0];

    /// <summary>Where readers differ, in the order found.</summary>
    public IReadOnlyList<MimeAmbiguity> Ambiguities { get; internal set; } = [];

    /// <summary>Which limits it exceeded, each once.</summary>
    public IReadOnlyList<MimeLimitKind> LimitsHit { get; internal set; } = [];

    /// <summary>Reads a message. Never throws, whatever the bytes; takes time linear in their number (times <see cref="MimeLimits.MaxViews"/> at worst).</summary>
    /// <param name="bytes">The message with CRLF or LF line ends.</param>
    /// <param name="limits">Null for the defaults.</param>
    public static MimeMessage Read(ReadOnlyMemory<byte> bytes, MimeLimits? limits = null)
    {
        var message = new MimeMessage(bytes, limits ?? MimeLimits.Default);
        TreeBuilder.Build(message);
        return message;
    }

    /// <summary>The first field of that name in the message's own header, or null.</summary>
    /// <param name="name">Any case.</param>
    public HeaderField? Header(string name) => Root.Field(name);

    /// <summary>All fields of that name in the message's own header, in their order.</summary>
    /// <param name="name">Any case.</param>
    public IReadOnlyList<HeaderField> HeaderAll(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var all = new List<HeaderField>();
        foreach (var field in Root.Fields)
        {
            if (field.NameIs(name)) all.Add(field);
        }

        return all;
    }
}
