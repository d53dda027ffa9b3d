using System.IO.Compression;
using System.Text;

namespace Sekisho.Fuzz.Targets;

/// <summary>Inputs for the readers of inspection.</summary>
internal static class InspectSeeds
{
    public static IReadOnlyList<byte[]> Zips { get; } =
    [
        Zip(("a.txt", "words"), ("b.js", new string('x', 3000))),
        Zip(("[Content_Types].xml", "<a/>"), ("word/document.xml", "<b/>")),
        [.. "GIF89a\0\0"u8, .. Zip(("c.exe", "MZ"))],
        [.. Zip(("d", "1")), .. Zip(("e", "2"))],
    ];

    public static IReadOnlyList<byte[]> Html { get; } =
    [
        Bytes("<html><base href='https://example.com/d/'><a href=\"a?b=c&amp;d\">www.example.org</a><img srcset='x 1x, //y/z 2x'></html>"),
        Bytes("<!--[if mso]><a href=https://example.com/>x</a><![endif]--><style>@import 'https://example.com/';a{b:url(c)}</style>"),
        Bytes("<meta http-equiv=refresh content=\"0;url=&#104;ttp&colon;//user@[::1]:80/\"><form action='java\nscript:a'><p onclick=\"b('https://xn--a.example')\">"),
        Bytes("see https://example.jp/、 or www.example.com). http://0x7f.1/ mailto:a@example.com"),
    ];

    public static IReadOnlyList<byte[]> Messages { get; } =
    [
        .. MimeSeeds.Messages,
        Bytes($"Subject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(Zip(("a.js", "x")))}\r\n--b\r\nContent-Type: text/html\r\n\r\n{Encoding.UTF8.GetString(Html[0])}\r\n--b--\r\n"),
        Bytes("Content-Type: application/octet-stream; name=\"a.pdf.exe\"\r\n\r\nMZ\r\n"),
    ];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Zip(params (string Name, string Content)[] members)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return output.ToArray();
    }
}
