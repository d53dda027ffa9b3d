using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sekisho.Smtp.Client.Transactions;

/// <summary>Commands on their way out.</summary>
internal sealed class CommandBuffer
{
    private readonly ArrayBufferWriter<byte> _bytes = new(512);

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public void Clear() => _bytes.ResetWrittenCount();

    public CommandBuffer Add(string text)
    {
        Encoding.UTF8.GetBytes(text, _bytes);
        return this;
    }

    public CommandBuffer Add(long number) => Add(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Text as xtext (RFC 3461 §4): what is not printable ASCII, and "+" and "=", as +HH.</summary>
    public CommandBuffer AddXtext(string text)
    {
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet is > 0x20 and < 0x7F and not (byte)'+' and not (byte)'=') _bytes.Write([octet]);
            else Add("+").Add(octet.ToString("X2", CultureInfo.InvariantCulture));
        }

        return this;
    }

    public void EndLine() => _bytes.Write("\r\n"u8);
}
