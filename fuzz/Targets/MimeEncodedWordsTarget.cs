using System.Text;
using Sekisho.Mime;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Encoded words; and what the builder writes is read back as it was.</summary>
public sealed class MimeEncodedWordsTarget : IFuzzTarget
{
    public string Name => "mime-encoded-words";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "=?utf-8?B?44GT44KT?= =?UTF-8?q?_=E3=81=AB?= text =?iso-2022-jp?B?GyRCJDMbKEI=?=",
            "=?shift_jis?B?grE=?= =?euc-jp?Q?=A4=B3?= =?gb18030?B?1tDOxA==?= =?koi8-r?Q?=F0?= =?utf-7?Q?+ADw-?=",
            "=?utf-8*en?Q?a?=\r\n =?utf-8?Q?b?=", "=?x-unknown?Q?=FF?= =??Q??= =?utf-8?X?a?= =?utf-8?B?%%%?=", "=?utf-16?B?//48AA==?=", "=?hz-gb-2312?Q?~{VPND~}?= =?iso-2022-kr?B?GyQpQw4/\r\nDw==?=",
        }.Select(MimeSeeds.Latin1),
    ];

    public void Run(byte[] input)
    {
        var text = EncodedWords.Decode(input);
        _ = HeaderValue.Unfold(input);
        if (text != EncodedWords.Decode(input)) throw new InvalidOperationException("A second reading differs.");

        // Whatever the text, the builder makes one field of it, in ASCII, in short lines.
        var bytes = MimeBuilder.Text("x").Header("Subject", text).ToBytes();
        if (!Ascii.IsValid(bytes)) throw new InvalidOperationException("Not 7-bit clean.");
        var message = MimeMessage.Read(bytes);
        if (message.Root.Fields.Count != 4 || message.HeaderAll("Subject").Count != 1) throw new InvalidOperationException("A value became a field.");
        foreach (var line in Encoding.ASCII.GetString(bytes).Split("\r\n"))
        {
            if (line.Length > 998) throw new InvalidOperationException("A line is too long.");
        }
    }
}
