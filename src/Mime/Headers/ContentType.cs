using System.Text;

namespace Sekisho.Mime;

/// <summary>The value of a Content-Type field (RFC 2045 §5), read leniently.</summary>
public sealed class ContentType
{
    private static readonly (byte[] Bytes, string Name)[] Common =
        [.. new[] { "text/plain", "text/html", "multipart/mixed", "multipart/alternative", "multipart/related", "application/octet-stream", "application/pdf", "image/png", "image/jpeg", "image/gif", "message/rfc822" }.Select(name => (Encoding.ASCII.GetBytes(name), name))];

    internal ContentType(string mediaType, IReadOnlyList<MimeParameter> parameters)
    {
        MediaType = mediaType;
        Parameters = parameters;
    }

    /// <summary>Type and subtype in lower case, for instance "text/html". "text/plain" where the value says nothing usable.</summary>
    public string MediaType { get; }

    /// <summary>The type in lower case, for instance "text".</summary>
    public string Type => MediaType[..MediaType.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The subtype in lower case, for instance "html".</summary>
    public string Subtype => MediaType[(MediaType.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>All parameters in their order, repeated ones too.</summary>
    public IReadOnlyList<MimeParameter> Parameters { get; }

    /// <summary>The charset parameter as it is written, or null.</summary>
    public string? Charset => Parameter("charset");

    /// <summary>The boundary parameter as it is written, or null.</summary>
    public string? Boundary => Parameter("boundary");

    /// <summary>The value of the first parameter of that name, or null.</summary>
    /// <param name="name">In lower case.</param>
    public string? Parameter(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Name == name) return parameter.Value;
        }

        return null;
    }

    /// <summary>Reads the value of a Content-Type field. Never throws.</summary>
    /// <param name="value">The raw value behind the colon, folds included.</param>
    /// <param name="limits">Null for the defaults.</param>
    public static ContentType Parse(ReadOnlySpan<byte> value, MimeLimits? limits = null)
    {
        limits ??= MimeLimits.Default;
        if (value.Length > limits.MaxFieldBytes) value = value[..limits.MaxFieldBytes];
        var reader = new ParameterReader(value, limits.MaxCommentDepth);
        var type = reader.ReadWord().Of(value);
        var subtype = reader.Take((byte)'/') ? reader.ReadWord().Of(value) : default;
        return new ContentType(Name(type, subtype), ParameterList.Parse(value, limits, out _));
    }

    // RFC 2045 §5.2: what cannot be understood is text/plain; a lone type keeps its family, as its readers do.
    private static string Name(ReadOnlySpan<byte> type, ReadOnlySpan<byte> subtype)
    {
        if (type.IsEmpty) return "text/plain";
        foreach (var (bytes, name) in Common)
        {
            if (bytes.Length == type.Length + subtype.Length + 1 && Ascii.EqualsIgnoreCase(bytes.AsSpan(0, type.Length), type)
                && bytes[type.Length] == '/' && Ascii.EqualsIgnoreCase(bytes.AsSpan(type.Length + 1), subtype)) return name;
        }

        var first = CharsetDecoder.Guess(type).ToLowerInvariant();
        if (!subtype.IsEmpty) return first + "/" + CharsetDecoder.Guess(subtype).ToLowerInvariant();
        return first switch
        {
            "multipart" => "multipart/mixed",
            "text" => "text/plain",
            _ => "application/octet-stream",
        };
    }
}
