using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Mime;

/// <summary>A multipart (RFC 2046 §5.1).</summary>
internal sealed record MultipartContent(string Subtype, string? ReportType, MimeBuilder[] Parts) : BodyContent
{
    public override RenderedBody Render(bool smtpUtf8)
    {
        var rendered = new List<byte[]>();
        var isEightBit = false;
        foreach (var part in Parts)
        {
            rendered.Add(part.ToBytes(smtpUtf8, isRoot: false, out var eightBit));
            isEightBit |= eightBit;
        }

        var boundary = Boundary(rendered);
        var bytes = new List<byte>();
        foreach (var part in rendered)
        {
            bytes.AddRange(Encoding.ASCII.GetBytes($"--{boundary}\r\n"));
            bytes.AddRange(part);
            bytes.AddRange("\r\n"u8);
        }

        bytes.AddRange(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        var report = ReportType is null ? "" : $"; report-type={ReportType}";
        return new RenderedBody([.. bytes], isEightBit, ("Content-Type", $"multipart/{Subtype}{report}; boundary=\"{boundary}\""), ("Content-Transfer-Encoding", isEightBit ? "8bit" : "7bit"));
    }

    /// <summary>"=_" occurs in no base64 and no quoted-printable text; in other parts it is searched for.</summary>
    private static string Boundary(List<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts) hash.AppendData(part);
        var seed = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 12));
        for (var number = 0; ; number++)
        {
            var boundary = $"=_{seed}_{number}";
            var bytes = Encoding.ASCII.GetBytes(boundary);
            if (!parts.Exists(part => part.AsSpan().IndexOf(bytes) >= 0)) return boundary;
        }
    }
}
