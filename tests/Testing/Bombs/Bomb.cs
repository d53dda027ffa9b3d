using System.Text;

namespace Sekisho.Testing.Bombs;

/// <summary>A small file, or a message, that is made to cost whoever looks at it memory or time.</summary>
/// <param name="Name">Its file name, by which it is asked for.</param>
/// <param name="Make">Makes its content.</param>
/// <param name="Reason">The reason for which the message is held; null where nothing in it hides from inspection.</param>
public sealed record Bomb(string Name, Func<byte[]> Make, string? Reason = null)
{
    /// <summary>The content is a whole message and not an attachment.</summary>
    public bool IsMessage { get; init; }

    /// <summary>A message with the bomb in it.</summary>
    public byte[] Message() => IsMessage ? Make() : With(this);

    /// <summary>A message with several bombs as attachments.</summary>
    public static byte[] With(params IReadOnlyList<Bomb> bombs)
    {
        using var message = new MemoryStream();
        Write("From: <a@elsewhere.test>\r\nTo: <hanako@first.test>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nSubject: files\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"-next\"\r\n\r\n");
        foreach (var bomb in bombs)
        {
            Write($"---next\r\nContent-Type: application/octet-stream; name=\"{bomb.Name}\"\r\nContent-Disposition: attachment; filename=\"{bomb.Name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n");
            Write(Convert.ToBase64String(bomb.Make(), Base64FormattingOptions.InsertLineBreaks));
            Write("\r\n");
        }

        Write("---next--\r\n");
        return message.ToArray();

        void Write(string text) => message.Write(Encoding.ASCII.GetBytes(text));
    }
}
