using System.Text;
using System.Text.Unicode;

namespace Sekisho.Smtp.Server.Sasl;

/// <summary>The message of SASL PLAIN (RFC 4616 §2): <c>[authzid] NUL authcid NUL passwd</c>.</summary>
internal static class PlainMessage
{
    /// <summary>Reads it; false where it is not one, or where the user asks to act as another one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out string user, out string password)
    {
        user = password = "";
        if (!Utf8.IsValid(message)) return false;
        var first = message.IndexOf((byte)0);
        if (first < 0) return false;
        var rest = message[(first + 1)..];
        var second = rest.IndexOf((byte)0);
        if (second <= 0 || rest[(second + 1)..].Contains((byte)0)) return false;
        if (first > 0 && !message[..first].SequenceEqual(rest[..second])) return false;
        user = Encoding.UTF8.GetString(rest[..second]);
        password = Encoding.UTF8.GetString(rest[(second + 1)..]);
        return password.Length > 0;
    }
}
