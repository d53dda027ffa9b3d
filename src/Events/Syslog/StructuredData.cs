using Sekisho.Events.Names;

namespace Sekisho.Events.Syslog;

/// <summary>Structured data of RFC 5424 section 6.3: <c>[id name="value" …][…]</c>; the fields are called id.name.</summary>
internal sealed class StructuredData(FieldNames names)
{
    /// <summary>RFC 5424 gives ids and names 32 bytes each; twice that is borne.</summary>
    private const int MaxNameBytes = 64;

    private readonly byte[] _name = new byte[MaxNameBytes * 2 + 1];
    private byte[] _value = new byte[256];

    /// <summary>Where the structured data at the beginning of a text ends.</summary>
    public static int End(ReadOnlySpan<byte> text)
    {
        var (at, inQuotes) = (0, false);
        while (at < text.Length)
        {
            var found = text[at..].IndexOfAny((byte)'"', (byte)'\\', (byte)']');
            if (found < 0) return text.Length;
            at += found;
            if (text[at] == (byte)'\\' && inQuotes) at += 2;
            else if (text[at] == (byte)'"')
            {
                inQuotes = !inQuotes;
                at++;
            }
            else if (text[at] == (byte)']' && !inQuotes)
            {
                at++;
                if (at >= text.Length || text[at] != (byte)'[') return at;
            }
            else at++;
        }

        return text.Length;
    }

    /// <summary>Adds its values to an event.</summary>
    public void Add(ReadOnlySpan<byte> data, EventRecord into)
    {
        while (data.StartsWith("["u8))
        {
            data = data[1..];
            var stop = data.IndexOfAny((byte)' ', (byte)']');
            if (stop is <= 0 or > MaxNameBytes) return;
            data[..stop].CopyTo(_name);
            _name[stop] = (byte)'.';
            var id = stop + 1;
            data = data[stop..];
            while (data.StartsWith(" "u8))
            {
                data = data.TrimStart((byte)' ');
                var equals = data.IndexOf("=\""u8);
                if (equals is <= 0 or > MaxNameBytes) return;
                data[..equals].CopyTo(_name.AsSpan(id));
                var name = names.Add(_name.AsSpan(0, id + equals));
                data = data[(equals + 2)..];
                if (!Value(ref data, name, into)) return;
            }

            if (!data.StartsWith("]"u8)) return;
            data = data[1..];
        }
    }

    private bool Value(scoped ref ReadOnlySpan<byte> data, int name, EventRecord into)
    {
        var written = 0;
        if (_value.Length < data.Length) _value = new byte[data.Length];
        for (var i = 0; i < data.Length; i++)
        {
            if (data[i] == (byte)'"')
            {
                into.Add(name, EventValueKind.Text, _value.AsSpan(0, written));
                data = data[(i + 1)..];
                return true;
            }

            if (data[i] == (byte)'\\' && i + 1 < data.Length && data[i + 1] is (byte)'"' or (byte)'\\' or (byte)']' && data[i] == (byte)'\\') i++;
            _value[written++] = data[i];
        }

        return false;
    }
}
