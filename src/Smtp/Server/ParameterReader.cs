namespace Sekisho.Smtp.Server;

/// <summary>Reads the parameters of MAIL and RCPT one after the other: <c>SP keyword [=value]</c> (RFC 5321 §4.1.1.11).</summary>
internal ref struct ParameterReader(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    /// <summary>The keyword.</summary>
    public ReadOnlySpan<byte> Keyword { get; private set; }

    /// <summary>The value; empty where there is none.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Whether there is an equals sign.</summary>
    public bool HasValue { get; private set; }

    /// <summary>Goes to the next parameter; false at the end.</summary>
    public bool Next()
    {
        _rest = _rest.TrimStart((byte)' ');
        if (_rest.IsEmpty) return false;
        var end = _rest.IndexOf((byte)' ');
        var one = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[end..];
        var sign = one.IndexOf((byte)'=');
        Keyword = sign < 0 ? one : one[..sign];
        Value = sign < 0 ? default : one[(sign + 1)..];
        HasValue = sign >= 0;
        return true;
    }
}
