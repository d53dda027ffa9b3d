using System.Buffers;
using System.Runtime.InteropServices;
using Sekisho.Events.Lines;

namespace Sekisho.Events.Web;

/// <summary>
/// The parts of a line of an access log in the common or combined form, as Apache and nginx write them:
/// <c>client ident user [time] "request" status bytes "referer" "agent"</c>, optionally with the virtual host in front
/// and more quoted parts behind.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct AccessLine
{
    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789abcdefABCDEF.:"u8);

    public ReadOnlySpan<byte> Host;
    public ReadOnlySpan<byte> Client;
    public ReadOnlySpan<byte> User;
    public ReadOnlySpan<byte> Request;
    public ReadOnlySpan<byte> Status;
    public ReadOnlySpan<byte> Bytes;
    public ReadOnlySpan<byte> Referer;
    public ReadOnlySpan<byte> Agent;

    /// <summary>What stands behind the known parts.</summary>
    public ReadOnlySpan<byte> Rest;

    /// <summary>When the request came.</summary>
    public DateTimeOffset Time;

    /// <summary>Takes a line apart.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public static string? TryRead(ReadOnlySpan<byte> line, out AccessLine parts)
    {
        parts = default;
        var open = line.IndexOf(" ["u8);
        if (open < 0) return "It is not a line of an access log: the time in brackets is missing.";
        var close = line[open..].IndexOf((byte)']');
        if (close < 0 || !TryTime(line.Slice(open + 2, close - 2), out parts.Time)) return "It is not a line of an access log: what stands in brackets is no time.";
        if (!Front(line[..open], ref parts)) return "It is not a line of an access log: client, identity and user do not stand in front of the time.";
        var rest = line[(open + close + 1)..].TrimStart((byte)' ');
        if (!Quoted(ref rest, out parts.Request)) return "It is not a line of an access log: the request in quotes is missing.";
        parts.Status = Word(ref rest);
        if (parts.Status.Length != 3 || Calendar.Number(parts.Status, 0, 3) < 0) return "It is not a line of an access log: the status is missing.";
        parts.Bytes = Word(ref rest);
        if (Quoted(ref rest, out parts.Referer)) Quoted(ref rest, out parts.Agent);
        parts.Rest = rest;
        return null;
    }

    /// <summary>Takes a part in quotes off the front. A quote inside is written \"; one that is not is borne when no space follows.</summary>
    public static bool Quoted(scoped ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> part)
    {
        part = default;
        if (text.IsEmpty || text[0] != (byte)'"') return false;
        var at = 1;
        while (at < text.Length)
        {
            var found = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0) break;
            at += found;
            if (text[at] == (byte)'\\')
            {
                at += 2;
                continue;
            }

            if (at + 1 == text.Length || text[at + 1] == (byte)' ')
            {
                part = text[1..at];
                text = text[(at + 1)..].TrimStart((byte)' ');
                return true;
            }

            at++;
        }

        // The line was cut off inside.
        part = text[1..];
        text = default;
        return true;
    }

    private static bool Front(ReadOnlySpan<byte> front, ref AccessLine parts)
    {
        var first = Word(ref front);
        var second = Word(ref front);
        if (first.IsEmpty || front.IsEmpty) return false;
        // With the virtual host in front there is one word more, and the word before the identity is an address.
        if (second.Length > 1 && IsAddress(second) && !IsAddress(first))
        {
            parts.Host = first;
            first = second;
            Word(ref front);
            if (front.IsEmpty) return false;
        }

        parts.Client = first;
        // A user name may have spaces in it: the rest belongs to it.
        parts.User = front;
        return true;
    }

    private static bool IsAddress(ReadOnlySpan<byte> text) => text.IndexOfAny((byte)'.', (byte)':') > 0 && text.IndexOfAnyExcept(AddressBytes) < 0;

    private static ReadOnlySpan<byte> Word(scoped ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)' ');
        var word = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..].TrimStart((byte)' ');
        return word;
    }

    /// <summary>10/Oct/2000:13:55:36 -0700</summary>
    private static bool TryTime(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length < 20 || text[2] != (byte)'/' || text[6] != (byte)'/' || text[11] != (byte)':') return false;
        if (!Calendar.TryDate(Calendar.Number(text, 7, 4), Calendar.Month(text[3..]), Calendar.Number(text, 0, 2), out var date)) return false;
        if (!Calendar.TryTimeOfDay(text[12..], out var clock)) return false;
        return Calendar.TryAt(date + clock, Calendar.TryOffset(text[20..].TrimStart((byte)' '), out var offset) ? offset : TimeSpan.Zero, out time);
    }
}
