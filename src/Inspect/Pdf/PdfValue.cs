namespace Sekisho.Inspect.Pdf;

/// <summary>
/// A value of a PDF document (ISO 32000-2 §7.3): exactly one of the properties is set, or none for null, true and false. Small, since
/// a document of a few megabytes may consist of millions.
/// </summary>
internal sealed class PdfValue
{
    private static readonly object NumberMark = new(), ReferenceMark = new();

    private readonly object? _content;
    private readonly long _number;

    /// <summary>Null, true, false, and whatever cannot be read.</summary>
    public static PdfValue None { get; } = new();

    /// <summary>A name, without the slash, its #-escapes undone.</summary>
    public string? Name
    {
        get => _content as string;
        init => _content = value;
    }

    /// <summary>A string's bytes, its escapes undone.</summary>
    public byte[]? Text
    {
        get => _content as byte[];
        init => _content = value;
    }

    /// <summary>A number, cut to a whole one.</summary>
    public long? Number
    {
        get => _content == NumberMark ? _number : null;
        init => (_content, _number) = (value is null ? null : NumberMark, value ?? 0);
    }

    /// <summary>The number of the object that stands here.</summary>
    public int? Reference
    {
        get => _content == ReferenceMark ? (int)_number : null;
        init => (_content, _number) = (value is null ? null : ReferenceMark, value ?? 0);
    }

    /// <summary>An array.</summary>
    public List<PdfValue>? Items
    {
        get => _content as List<PdfValue>;
        init => _content = value;
    }

    /// <summary>A dictionary; of repeated keys the last one.</summary>
    public PdfEntries? Entries
    {
        get => _content as PdfEntries;
        init => _content = value;
    }

    /// <summary>The entry of a dictionary, or none.</summary>
    public PdfValue this[string key] => Entries is { } entries && entries.TryGetValue(key, out var value) ? value : None;
}
