namespace Sekisho.Mime;

/// <summary>The value of a Content-Type field (RFC 2045 §5), read leniently.</summary>
public sealed class ContentType
{
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
    public static ContentType Parse(ReadOnlySpan<byte> value, MimeLimits? limits = null) => throw new NotSupportedException("Not written yet.");
}
