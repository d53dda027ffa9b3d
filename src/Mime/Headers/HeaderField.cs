namespace Sekisho.Mime;

/// <summary>One header field. It holds offsets; text is made on demand.</summary>
public readonly struct HeaderField
{
    private readonly ReadOnlyMemory<byte> _source;

    internal HeaderField(ReadOnlyMemory<byte> source, FieldRange range)
    {
        _source = source;
        Ranges = range;
    }

    internal FieldRange Ranges { get; }

    /// <summary>The whole field with its line end, counted in the bytes of its part.</summary>
    public ByteRange Range => new(Ranges.Offset, Ranges.End - Ranges.Offset);

    /// <summary>The name, counted in the bytes of its part.</summary>
    public ByteRange NameRange => new(Ranges.Offset, Ranges.NameLength);

    /// <summary>The value behind the colon without the last line end, counted in the bytes of its part.</summary>
    public ByteRange ValueRange => new(Ranges.ValueOffset, Ranges.ValueLength);

    /// <summary>The name as it is written.</summary>
    public string Name => HeaderNames.ToText(NameRange.Of(_source.Span));

    /// <summary>The raw value behind the colon, folds included, without the last line end.</summary>
    public ReadOnlyMemory<byte> Value => ValueRange.Of(_source);

    /// <summary>The value as text: unfolded, RFC 2047 words decoded, blanks at both ends removed.</summary>
    public string Text => EncodedWords.Decode(Value.Span);

    /// <summary>Compares the name, ignoring the case of ASCII letters.</summary>
    public bool NameIs(ReadOnlySpan<byte> name) => System.Text.Ascii.EqualsIgnoreCase(NameRange.Of(_source.Span), name);

    /// <summary>Compares the name, ignoring the case of ASCII letters.</summary>
    public bool NameIs(ReadOnlySpan<char> name) => System.Text.Ascii.EqualsIgnoreCase(NameRange.Of(_source.Span), name);

    /// <summary>Name, colon and text, for people.</summary>
    public override string ToString() => $"{Name}: {Text}";
}
