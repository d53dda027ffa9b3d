namespace Sekisho.Inspect.Pdf;

/// <summary>A value of a PDF document (ISO 32000-2 §7.3): exactly one of the properties is set, or none for null, true and false.</summary>
internal sealed class PdfValue
{
    /// <summary>Null, true, false, and whatever cannot be read.</summary>
    public static PdfValue None { get; } = new();

    /// <summary>A name, without the slash, its #-escapes undone.</summary>
    public string? Name { get; init; }

    /// <summary>A string's bytes, its escapes undone.</summary>
    public byte[]? Text { get; init; }

    /// <summary>A number, cut to a whole one.</summary>
    public long? Number { get; init; }

    /// <summary>The number of the object that stands here.</summary>
    public int? Reference { get; init; }

    /// <summary>An array.</summary>
    public List<PdfValue>? Items { get; init; }

    /// <summary>A dictionary; of repeated keys the last one.</summary>
    public Dictionary<string, PdfValue>? Entries { get; init; }

    /// <summary>The entry of a dictionary, or none.</summary>
    public PdfValue this[string key] => Entries is not null && Entries.TryGetValue(key, out var value) ? value : None;
}
