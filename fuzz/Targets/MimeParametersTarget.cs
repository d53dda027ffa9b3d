using Sekisho.Mime;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Content-Type and Content-Disposition values.</summary>
public sealed class MimeParametersTarget : IFuzzTarget
{
    public string Name => "mime-parameters";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "text/plain; charset=utf-8; format=flowed", " message / rfc822 (comment)", "multipart/mixed; boundary=\"a\\\"b\"; boundary=c",
            "application/x; name*0*=utf-8'en'%e2%82%ac; name*1=b; name*2*=%20; name=plain", "attachment; filename=\"C:\\\\x\\y.exe\"; filename=a b.txt; filename*=iso-8859-1''%A3",
            "text; charset", "; ; =; a=; b=\"open", "x/y; a=(c) 1; (((((b=2;)))))", "text/html charset=utf-8 name=\"x\"",
        }.Select(MimeSeeds.Latin1),
    ];

    public void Run(byte[] input)
    {
        var type = ContentType.Parse(input);
        if (!type.MediaType.Contains('/', StringComparison.Ordinal)) throw new InvalidOperationException("A media type has a slash.");
        if (type.Parameters.Count > MimeLimits.Default.MaxParameters) throw new InvalidOperationException("Too many parameters.");
        byte[] message = [.. "Content-Disposition: "u8, .. input, .. "\r\nContent-Type: "u8, .. input, .. "\r\n\r\nbody"u8];
        var part = MimeMessage.Read(message).Root;
        _ = (part.Disposition, part.DispositionParameters.Count, part.FileNames.Count, part.ContentType.Boundary);
    }
}
