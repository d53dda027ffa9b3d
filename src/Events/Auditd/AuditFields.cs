namespace Sekisho.Events.Auditd;

/// <summary>Goes over the fields of a record: <c>name=value name="value" msg='name=value …'</c>, and, behind the byte 0x1D, the same in names of upper case.</summary>
/// <param name="text">The record behind its head.</param>
internal ref struct AuditFields(ReadOnlySpan<byte> text)
{
    /// <summary>Longer names are none.</summary>
    private const int MaxNameBytes = 64;

    private const byte EnrichedMark = 0x1D;

    private ReadOnlySpan<byte> _rest = text;

    /// <summary>The name of the field.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Its value without quotes.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>It stood in quotes: it is not hexadecimal.</summary>
    public bool Quoted { get; private set; }

    /// <summary>Goes to the next field; words without = are passed over.</summary>
    public bool Next()
    {
        while (true)
        {
            _rest = _rest.TrimStart(" ,\u001D"u8);
            if (_rest.IsEmpty) return false;
            var end = _rest.IndexOfAny((byte)'=', (byte)' ', EnrichedMark);
            if (end < 0) return false;
            if (_rest[end] != (byte)'=' || end is 0 or > MaxNameBytes)
            {
                _rest = _rest[(end + 1)..];
                continue;
            }

            Name = _rest[..end].TrimStart("'{("u8);
            _rest = _rest[(end + 1)..];
            // What programs report stands between single quotes and consists of fields itself.
            if (_rest.StartsWith("'"u8))
            {
                _rest = _rest[1..];
                if (Name.SequenceEqual("msg"u8)) continue;
                TakeUntil((byte)'\'');
            }
            else if (_rest.StartsWith("\""u8))
            {
                _rest = _rest[1..];
                TakeUntil((byte)'"');
            }
            else TakeWord();
            return true;
        }
    }

    private void TakeUntil(byte quote)
    {
        var end = _rest.IndexOf(quote);
        Value = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        Quoted = true;
    }

    private void TakeWord()
    {
        var end = _rest.IndexOfAny((byte)' ', EnrichedMark);
        Value = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[end..];
        Quoted = false;
        // The quote that closes msg='…' stands behind the last value.
        if (Value.EndsWith("'"u8)) Value = Value[..^1];
        // Old programs write (hostname=?, addr=?).
        if (Value.EndsWith(","u8)) Value = Value[..^1];
        if (Value.EndsWith(")"u8) && Value.IndexOf((byte)'(') < 0) Value = Value[..^1];
    }
}
